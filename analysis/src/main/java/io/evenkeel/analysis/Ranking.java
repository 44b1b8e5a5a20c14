package io.evenkeel.analysis;

import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.StatisticalSummaryValues;
import org.apache.commons.math3.stat.inference.TTest;

/**
 * Cells from the best to the worst.
 *
 * <p>First counts the worst of the {@linkplain StabilityRow#verdicts verdicts}, in the order of
 * {@link Verdict#gravity}; where there is none, as with a single layer, nothing is known, which
 * counts as undecided; cells of which nothing was computed come last. A net of silent branches
 * counts as dead: it is stable because its layers do nothing. Among equals the slower worst case is
 * better: the larger magnitude, of the two directions, that the rate's confidence interval reaches.
 *
 * <p>Schemes of the same networks share a rank with the best of them that they cannot be told from:
 * verdicts that do not contradict each other, and Welch's t test finds no difference in the rates,
 * forward, backward and of the inputs' angles, and in the last layer's log std, at the error rate
 * split over all pairs and tests. Schemes whose weights are {@linkplain CellWeights equal in law}
 * share a rank whatever their verdicts, since only the seeds can differ between them. Equal
 * variance alone is no reason: at finite widths such schemes differ, and the seeds may show it.
 */
final class Ranking {
  private static final int TESTS = 4;

  /** Pairs that may both be true of one law. */
  private static final Set<Set<Verdict>> CONSISTENT =
      Set.of(
          EnumSet.of(Verdict.STABLE, Verdict.POWER_LAW),
          EnumSet.of(Verdict.SPLIT, Verdict.POWER_LAW),
          EnumSet.of(Verdict.SPLIT, Verdict.LEVELS_OFF),
          EnumSet.of(Verdict.SPLIT, Verdict.VANISHING),
          EnumSet.of(Verdict.SPLIT, Verdict.EXPLODING),
          EnumSet.of(Verdict.DEAD, Verdict.CONSTANT),
          EnumSet.of(Verdict.ORDERED, Verdict.CRITICAL));

  private final Thresholds thresholds;

  /**
   * What two schemes of one network may differ in. Blocks count by their structure: their gains
   * belong to the weights.
   */
  private static final Set<String> SCHEME = Set.of("init", "engine", "block");

  private final Map<List<Object>, Integer> schemes = new HashMap<>();
  private final Map<Cell, List<Object>> networks = new HashMap<>();
  private final Map<Cell, CellWeights> weights = new HashMap<>();

  private Ranking(List<StabilityRow> rows, Thresholds thresholds) {
    this.thresholds = thresholds;
    rows.forEach(row -> schemes.merge(network(row), 1, Integer::sum));
  }

  /** The rows with their standings, best first. */
  static List<StabilityRow> of(List<StabilityRow> rows, Thresholds thresholds) {
    return new Ranking(rows, thresholds).ranked(rows);
  }

  private List<StabilityRow> ranked(List<StabilityRow> rows) {
    List<StabilityRow> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingInt(Ranking::severity).thenComparingDouble(Ranking::worstCase));
    // Members of one network are few; walking them alone keeps large sweeps linear.
    Map<List<Object>, List<StabilityRow>> byNetwork = new HashMap<>();
    sorted.forEach(
        row -> byNetwork.computeIfAbsent(network(row), key -> new ArrayList<>()).add(row));
    List<StabilityRow> ranked = new ArrayList<>();
    Set<Cell> placed = new HashSet<>();
    for (StabilityRow leader : sorted) {
      if (!placed.contains(leader.cell())) {
        List<StabilityRow> group = new ArrayList<>(List.of(leader));
        for (StabilityRow other : byNetwork.get(network(leader))) {
          if (isOther(leader, other) && !placed.contains(other.cell()) && alike(leader, other)) {
            group.add(other);
          }
        }
        int rank = ranked.size() + 1;
        for (StabilityRow row : group) {
          placed.add(row.cell());
          ranked.add(row.withStanding(new Standing(rank, reason(row), shared(row, group))));
        }
      }
    }
    return ranked;
  }

  private static boolean isOther(StabilityRow row, StabilityRow other) {
    return !row.cell().equals(other.cell());
  }

  private List<Object> network(StabilityRow row) {
    return networks.computeIfAbsent(
        row.cell(),
        cell -> {
          List<Object> network = new ArrayList<>(cell.but(SCHEME));
          network.add(CellDesign.structure(cell));
          return network;
        });
  }

  private CellWeights weights(StabilityRow row) {
    return weights.computeIfAbsent(row.cell(), CellWeights::of);
  }

  private static int severity(StabilityRow row) {
    return row.verdicts()
        .mapToInt(Verdict::gravity)
        .max()
        .orElse(row.summary().computed() > 0 ? Verdict.UNKNOWN : Verdict.WORST);
  }

  /** Those that have a rate of a signal. */
  private static Stream<Judgement> judgements(StabilityRow row) {
    return Stream.of(row.forwardJudgement(), row.backwardJudgement()).flatMap(Optional::stream);
  }

  /** Nats per layer; none where there is nothing to judge, as with a single layer. */
  private static double worstCase(StabilityRow row) {
    return judgements(row).mapToDouble(Ranking::worstCase).max().orElse(0);
  }

  private static double worstCase(Judgement judgement) {
    return judgement
        .interval()
        .map(i -> Math.max(Math.abs(i.low()), Math.abs(i.high())))
        .or(() -> judgement.rate().map(Math::abs))
        .orElse(Double.POSITIVE_INFINITY);
  }

  private boolean alike(StabilityRow a, StabilityRow b) {
    if (a.summary().computed() == 0 || b.summary().computed() == 0) {
      return false;
    }
    if (weights(a).equalInLaw(weights(b))) {
      return true;
    }
    if (contradict(a.forwardVerdict(), b.forwardVerdict())
        || contradict(a.backwardVerdict(), b.backwardVerdict())
        || contradict(a.correlationVerdict(), b.correlationVerdict())
        || contradict(a.lossVerdict(), b.lossVerdict())) {
      return false;
    }
    int count = schemes.get(network(a));
    double error = thresholds.errorRate() / (TESTS * (count * (count - 1) / 2.0));
    return indistinct(a.summary().forward().rate(), b.summary().forward().rate(), error)
        && (a.summary().backward().computed() == 0
            || indistinct(a.summary().backward().rate(), b.summary().backward().rate(), error))
        && (a.summary().correlation().rate().n() == 0
            || indistinct(
                a.summary().correlation().rate(), b.summary().correlation().rate(), error))
        && indistinct(a.summary().log10ActStd(), b.summary().log10ActStd(), error);
  }

  /** Whether two verdicts cannot be true of one law. Undecided contradicts nothing. */
  private static boolean contradict(Optional<Verdict> a, Optional<Verdict> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isPresent() != b.isPresent();
    }
    Set<Verdict> both = EnumSet.of(a.get(), b.get());
    return both.size() > 1 && !both.contains(Verdict.UNDECIDED) && !CONSISTENT.contains(both);
  }

  private static boolean indistinct(Sample a, Sample b, double error) {
    if (a.n() < 2 || b.n() < 2) {
      return false;
    }
    if (a.std() == 0 && b.std() == 0) {
      return a.mean() == b.mean();
    }
    return new TTest().tTest(summary(a), summary(b)) >= error;
  }

  private static StatisticalSummaryValues summary(Sample sample) {
    return new StatisticalSummaryValues(
        sample.mean(), sample.std() * sample.std(), sample.n(), Double.NaN, Double.NaN, Double.NaN);
  }

  private static String reason(StabilityRow row) {
    if (row.summary().computed() == 0) {
      return "no trial was computed";
    }
    String forward = "forward " + row.forwardVerdict().map(Verdict::text).orElse("not judged");
    String backward = "backward " + row.backwardVerdict().map(Verdict::text).orElse("not judged");
    double worst = worstCase(row);
    String inputs = row.correlationVerdict().map(v -> ", inputs " + v.text()).orElse("");
    String loss =
        row.summary().loss().nonFinite() == 0
            ? ""
            : row.lossVerdict().map(v -> ", loss " + v.text()).orElse("");
    return forward
        + ", "
        + backward
        + inputs
        + loss
        + row.branchVerdict().map(v -> ", branches " + v.text()).orElse("")
        + (worst > 0 && worst < Double.POSITIVE_INFINITY
            ? String.format(
                Locale.ROOT,
                "; std changes by at most a factor of %s per layer, either way",
                ShortTexts.factor(worst / Math.log(10)))
            : "");
  }

  /** The scheme of another row, with its block where that differs. */
  private static String name(StabilityRow row, StabilityRow other) {
    String block = other.cell().block();
    return block.equals(row.cell().block())
        ? other.cell().init()
        : other.cell().init() + " with block " + block;
  }

  private Optional<String> shared(StabilityRow row, List<StabilityRow> group) {
    if (group.size() == 1) {
      return Optional.empty();
    }
    CellWeights own = weights(row);
    List<String> equal = new ArrayList<>();
    List<String> ofEqualVariance = new ArrayList<>();
    List<String> near = new ArrayList<>();
    for (StabilityRow other : group) {
      if (isOther(row, other)) {
        CellWeights others = weights(other);
        List<String> list =
            own.equalInLaw(others) ? equal : own.equalInVariance(others) ? ofEqualVariance : near;
        list.add(name(row, other));
      }
    }
    List<String> words = new ArrayList<>();
    if (!equal.isEmpty()) {
      words.add(
          "equal in law to "
              + String.join(", ", equal)
              + ": every difference is noise of the seeds");
    }
    if (!ofEqualVariance.isEmpty()) {
      words.add(
          "same weight variance "
              + own.varianceText()
              + " as "
              + String.join(", ", ofEqualVariance)
              + ", and these seeds show no difference");
    }
    if (!near.isEmpty()) {
      words.add("cannot be told from " + String.join(", ", near));
    }
    return Optional.of(String.join("; ", words));
  }
}
