package io.evenkeel.analysis.scheme;

import io.evenkeel.analysis.stability.Holding;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.verdict.Verdict;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** The results of a scheme at each size. */
final class SchemeTally {
  private final SchemeCells scheme;
  private final Map<SchemeCells.Size, Holding> states = new HashMap<>();
  private final Map<String, Integer> faults = new LinkedHashMap<>();
  private final Set<SchemeCells.Size> tried;
  private int holds;
  private int fails;
  private int untried;

  SchemeTally(SchemeCells scheme, Set<SchemeCells.Size> sizes) {
    this.scheme = scheme;
    Map<SchemeCells.Size, List<List<StabilityRow>>> laws = scheme.bySize();
    sizes.forEach(size -> count(size, laws.getOrDefault(size, List.of())));
    tried = laws.keySet();
  }

  private void count(SchemeCells.Size size, List<List<StabilityRow>> laws) {
    Holding state =
        laws.stream().map(SchemeTally::of).reduce(SchemeTally::worse).orElse(Holding.OPEN);
    states.put(size, state);
    holds += state == Holding.HOLDS ? 1 : 0;
    untried += laws.isEmpty() ? 1 : 0;
    if (state == Holding.FAILS) {
      fails++;
      faults.merge(fault(laws), 1, Integer::sum);
    }
  }

  private static Holding worse(Holding a, Holding b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  /**
   * The verdict on cells that differ only in their seeds; if two contradict each other, neither is
   * certain.
   */
  private static Holding of(List<StabilityRow> rows) {
    Set<Holding> found = new HashSet<>();
    rows.forEach(row -> found.add(row.holding()));
    found.remove(Holding.OPEN);
    return found.size() == 1 ? found.iterator().next() : Holding.OPEN;
  }

  /** The worst verdict of the worst of the cells that fail. */
  private static String fault(List<List<StabilityRow>> laws) {
    return laws.stream()
        .flatMap(List::stream)
        .filter(row -> row.holding() == Holding.FAILS)
        .flatMap(SchemeTally::faults)
        .max(Comparator.comparingInt(NamedVerdict::gravity))
        .map(NamedVerdict::text)
        .orElse("invalid");
  }

  private record NamedVerdict(String of, Verdict verdict) {
    int gravity() {
      return verdict.gravity();
    }

    String text() {
      return of + " " + verdict.text();
    }
  }

  private static Stream<NamedVerdict> faults(StabilityRow row) {
    return Stream.of(
            row.forwardVerdict().map(v -> new NamedVerdict("forward", v)),
            row.backwardVerdict().map(v -> new NamedVerdict("backward", v)),
            row.correlationVerdict().map(v -> new NamedVerdict("inputs", v)),
            row.lossVerdict()
                .filter(v -> row.summary().loss().nonFinite() > 0)
                .map(v -> new NamedVerdict("loss", v)),
            row.branchVerdict()
                .filter(v -> v == Verdict.SILENT)
                .map(v -> new NamedVerdict("branches", v)))
        .flatMap(Optional::stream)
        .filter(fault -> fault.verdict() != Verdict.UNDECIDED);
  }

  /** The number of sizes where it holds. */
  int holds() {
    return holds;
  }

  /** The number of sizes where it may hold. */
  int most() {
    return states.size() - fails;
  }

  SchemeRow row(List<Object> rivals, OptionalInt rank, int tied) {
    return new SchemeRow(
        scheme.first(),
        scheme.equal(),
        rivals,
        rank,
        tied,
        states.size(),
        holds,
        fails,
        untried,
        deepest(),
        faults.entrySet().stream()
            .map(fault -> new SchemeRow.Fault(fault.getKey(), fault.getValue()))
            .sorted(
                Comparator.comparingInt((SchemeRow.Fault fault) -> -fault.sizes())
                    .thenComparing(SchemeRow.Fault::what))
            .toList(),
        SchemeWidths.of(scheme.bySize().values().stream().flatMap(List::stream).toList()));
  }

  private List<SchemeRow.Deepest> deepest() {
    Map<String, Integer> depths = new LinkedHashMap<>();
    Set<String> over = new HashSet<>();
    tried.stream()
        .sorted(
            Comparator.comparingInt(SchemeCells.Size::width)
                .thenComparing(SchemeCells.Size::breadth)
                .thenComparingInt(SchemeCells.Size::depth))
        .forEach(
            size -> {
              depths.putIfAbsent(size.breadth(), 0);
              if (states.get(size) != Holding.HOLDS) {
                over.add(size.breadth());
              } else if (!over.contains(size.breadth())) {
                depths.put(size.breadth(), size.depth());
              }
            });
    return depths.entrySet().stream()
        .map(entry -> new SchemeRow.Deepest(entry.getKey(), entry.getValue()))
        .toList();
  }
}
