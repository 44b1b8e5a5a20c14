package io.evenkeel.analysis.scheme;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.stability.CellWeights;
import io.evenkeel.analysis.stability.StabilityRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Ranks schemes by the share of sizes (depth and width) at which they hold.
 *
 * <p>A scheme is an initialiser of weights and biases in an architecture. Its rivals are the
 * schemes of the same activation and architecture; in a sweep with a single scheme in each
 * architecture, its rivals are those of the same activation. A scheme that was not tried at a size
 * of its rivals may hold there or not; this counts like a size where the seeds do not decide. A
 * rival is certainly better if it holds in more sizes than the scheme can hold in at most; the rank
 * counts these rivals. Schemes that are {@link CellWeights equal in law} at every size are one.
 */
final class SchemeRanking {
  /** Columns of the initial network in which rivals agree with the scheme. */
  private static final List<String> ARCHITECTURE =
      List.of("activation", "block", "norm", "dropout", "parametrization");

  /** Columns that identify a scheme. */
  static final List<String> SCHEME =
      Stream.concat(ARCHITECTURE.stream(), Stream.of("init", "first_init", "bias")).toList();

  private SchemeRanking() {}

  /**
   * The schemes. Those of a group of rivals are consecutive, best first; groups are ordered by
   * their best scheme.
   *
   * @param rows all cells, best first
   */
  static List<SchemeRow> of(List<StabilityRow> rows) {
    List<SchemeCells> schemes = merged(schemes(rows));
    List<String> common = compared(schemes);
    Map<List<Object>, List<SchemeCells>> groups = new LinkedHashMap<>();
    for (SchemeCells scheme : schemes) {
      groups.computeIfAbsent(values(scheme.first(), common), key -> new ArrayList<>()).add(scheme);
    }
    List<List<SchemeRow>> ranked = new ArrayList<>();
    groups.forEach((key, group) -> ranked.add(rankedGroup(key, group)));
    ranked.sort(
        Comparator.comparingDouble((List<SchemeRow> group) -> -group.get(0).share())
            .thenComparing(group -> group.get(0).rivals().toString()));
    return ranked.stream().flatMap(List::stream).toList();
  }

  private static Collection<SchemeCells> schemes(List<StabilityRow> rows) {
    Map<List<Object>, SchemeCells> schemes = new LinkedHashMap<>();
    for (StabilityRow row : rows) {
      schemes
          .computeIfAbsent(values(row.cell(), SCHEME), key -> new SchemeCells(row.cell()))
          .add(row);
    }
    return schemes.values();
  }

  private static List<Object> values(Cell cell, List<String> columns) {
    return columns.stream().map(cell::get).toList();
  }

  /**
   * Schemes that were tried with the same settings, and their weights for each setting, in one
   * order.
   */
  private static final class Alike {
    private final List<List<Object>> settings;
    private final Map<SchemeCells, List<CellWeights>> weights = new LinkedHashMap<>();

    Alike(Set<List<Object>> settings) {
      this.settings = List.copyOf(settings);
    }

    /**
     * Merges a scheme with one of the same law, if there is one, and says whether it did.
     *
     * @param own its weights at each of the settings
     */
    boolean merges(SchemeCells scheme, List<CellWeights> own) {
      for (Map.Entry<SchemeCells, List<CellWeights>> other : weights.entrySet()) {
        if (equalInLaw(own, other.getValue())) {
          other.getKey().merge(scheme);
          return true;
        }
      }
      weights.put(scheme, own);
      return false;
    }

    private static boolean equalInLaw(List<CellWeights> a, List<CellWeights> b) {
      for (int i = 0; i < a.size(); i++) {
        if (!a.get(i).equalInLaw(b.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * A scheme with its weights for each setting, and the schemes that were tried with the same
   * settings.
   */
  private record Weighed(SchemeCells scheme, Alike alike, List<CellWeights> weights) {
    static Weighed of(SchemeCells scheme, Alike alike) {
      return new Weighed(scheme, alike, scheme.weights(alike.settings));
    }
  }

  /**
   * The schemes, with those equal in law merged; only schemes that were tried with the same
   * settings can be equal.
   */
  private static List<SchemeCells> merged(Collection<SchemeCells> schemes) {
    Map<Set<List<Object>>, Alike> bySettings = new HashMap<>();
    Map<SchemeCells, Alike> alike = new LinkedHashMap<>();
    for (SchemeCells scheme : schemes) {
      Set<List<Object>> settings = Set.copyOf(scheme.settings());
      alike.put(scheme, bySettings.computeIfAbsent(settings, Alike::new));
    }
    List<Weighed> weighed =
        alike.entrySet().parallelStream()
            .map(entry -> Weighed.of(entry.getKey(), entry.getValue()))
            .toList();
    List<SchemeCells> merged = new ArrayList<>();
    for (Weighed one : weighed) {
      if (!one.alike().merges(one.scheme(), one.weights())) {
        merged.add(one.scheme());
      }
    }
    return merged;
  }

  /** The columns that rivals have in common. */
  private static List<String> compared(Collection<SchemeCells> schemes) {
    Set<List<Object>> architectures = new HashSet<>();
    boolean several =
        schemes.stream()
            .anyMatch(scheme -> !architectures.add(values(scheme.first(), ARCHITECTURE)));
    return several ? ARCHITECTURE : ARCHITECTURE.subList(0, 1);
  }

  private static List<SchemeRow> rankedGroup(List<Object> rivals, List<SchemeCells> group) {
    Set<SchemeCells.Size> sizes = new HashSet<>();
    group.forEach(scheme -> sizes.addAll(scheme.bySize().keySet()));
    List<SchemeTally> tallies =
        group.stream().map(scheme -> new SchemeTally(scheme, sizes)).toList();
    int[] holds = tallies.stream().mapToInt(SchemeTally::holds).toArray();
    Map<OptionalInt, Integer> sharing = new HashMap<>();
    tallies.forEach(tally -> sharing.merge(rank(tally, holds), 1, Integer::sum));
    return tallies.stream()
        .map(
            tally -> {
              OptionalInt rank = rank(tally, holds);
              return tally.row(rivals, rank, rank.isEmpty() ? 0 : sharing.get(rank) - 1);
            })
        .sorted(
            Comparator.comparingInt((SchemeRow row) -> row.rank().orElse(Integer.MAX_VALUE))
                .thenComparingInt(row -> -row.holds())
                .thenComparingInt(SchemeRow::fails))
        .toList();
  }

  /**
   * 1 + how many rivals hold in more sizes than this scheme can hold in at most.
   *
   * @param holds sizes in which each of the rivals holds
   */
  private static OptionalInt rank(SchemeTally tally, int[] holds) {
    int most = tally.most();
    return most == 0
        ? OptionalInt.empty()
        : OptionalInt.of(1 + (int) Arrays.stream(holds).filter(other -> other > most).count());
  }
}
