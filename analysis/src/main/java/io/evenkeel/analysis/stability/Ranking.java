package io.evenkeel.analysis.stability;

import io.evenkeel.analysis.text.ShortTexts;
import io.evenkeel.analysis.theory.CellDesign;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.analysis.verdict.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Cells from the best to the worst.
 *
 * <p>Cells are ordered first by the worst of the {@linkplain StabilityRow#verdicts verdicts}, in
 * the order of {@link Verdict#gravity}; if there is none, as with a single layer, this counts as
 * undecided; cells without computed trials come last. A net of silent branches counts as dead: it
 * is stable because its layers do nothing. Among equals the slower worst case is better: the larger
 * magnitude, of the two directions, that the rate's confidence interval reaches.
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

  /** Schemes that a sentence names; the others are counted. */
  private static final int MOST_NAMES = 5;

  /**
   * Columns in which two schemes of one network may differ. Blocks are compared by their structure,
   * because their gains belong to the weights.
   */
  private static final Set<String> SCHEME = Set.of("init", "engine", "block");

  /** A row that is to be ranked. */
  private static final class Member {
    private final StabilityRow row;
    private final CellWeights weights;
    private final List<Object> networkKey;
    private Network network;
    private String reason;
    private Optional<String> alike = Optional.empty();
    private boolean placed;

    Member(StabilityRow row) {
      this.row = row;
      weights = CellWeights.of(row.cell());
      networkKey = new ArrayList<>(row.cell().but(SCHEME));
      networkKey.add(CellDesign.structure(row.cell()));
    }
  }

  /** Rows of one network, best first, and those of each rank together. */
  private static final class Network {
    private final List<Member> rows = new ArrayList<>();
    private final Deque<List<Member>> groups = new ArrayDeque<>();

    /** Gives the same rank to those that cannot be distinguished, and says why. */
    void divide(double errorRate) {
      double pairs = Math.max(1, rows.size() * (rows.size() - 1.0) / 2);
      WelchTest test = new WelchTest(errorRate / (TESTS * pairs));
      List<Member> left = rows;
      while (!left.isEmpty()) {
        List<Member> group = new ArrayList<>();
        List<Member> rest = new ArrayList<>();
        for (Member other : left) {
          (group.isEmpty() || alike(left.get(0), other, test) ? group : rest).add(other);
        }
        for (Member member : group) {
          member.reason = Ranking.reason(member.row);
          member.alike = shared(member, group);
        }
        groups.add(group);
        left = rest;
      }
    }
  }

  /** Names of schemes: the first ones, and how many there are. */
  private static final class Names {
    private final List<String> first = new ArrayList<>();
    private int count;

    void add(StabilityRow row, StabilityRow other) {
      count++;
      if (first.size() <= MOST_NAMES) {
        first.add(name(row, other));
      }
    }

    boolean isEmpty() {
      return count == 0;
    }

    /** All of a few; of many the first ones, and how many more there are. */
    String text() {
      if (count <= MOST_NAMES + 1) {
        return String.join(", ", first);
      }
      return String.join(", ", first.subList(0, MOST_NAMES))
          + String.format(Locale.ROOT, " and %,d more", count - MOST_NAMES);
    }
  }

  private Ranking() {}

  /** The rows with their standings, best first. */
  static List<StabilityRow> of(List<StabilityRow> rows, Thresholds thresholds) {
    List<StabilityRow> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingInt(Ranking::severity).thenComparingDouble(Ranking::worstCase));
    List<StabilityRow> ranked = new ArrayList<>();
    for (Member leader : members(sorted, thresholds)) {
      if (!leader.placed) {
        int rank = ranked.size() + 1;
        for (Member member : leader.network.groups.remove()) {
          member.placed = true;
          ranked.add(member.row.withStanding(new Standing(rank, member.reason, member.alike)));
        }
      }
    }
    return ranked;
  }

  /** In order; networks are divided on all cores. */
  private static List<Member> members(List<StabilityRow> sorted, Thresholds thresholds) {
    List<Member> members = sorted.parallelStream().map(Member::new).toList();
    Map<List<Object>, Network> networks = new HashMap<>();
    for (Member member : members) {
      member.network = networks.computeIfAbsent(member.networkKey, key -> new Network());
      member.network.rows.add(member);
    }
    networks.values().parallelStream().forEach(network -> network.divide(thresholds.errorRate()));
    return members;
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

  private static boolean alike(Member one, Member other, WelchTest test) {
    StabilityRow a = one.row;
    StabilityRow b = other.row;
    if (a.summary().computed() == 0 || b.summary().computed() == 0) {
      return false;
    }
    if (one.weights.equalInLaw(other.weights)) {
      return true;
    }
    if (contradict(a.forwardVerdict(), b.forwardVerdict())
        || contradict(a.backwardVerdict(), b.backwardVerdict())
        || contradict(a.correlationVerdict(), b.correlationVerdict())
        || contradict(a.lossVerdict(), b.lossVerdict())) {
      return false;
    }
    return !test.tellsApart(a.summary().forward().rate(), b.summary().forward().rate())
        && (a.summary().backward().computed() == 0
            || !test.tellsApart(a.summary().backward().rate(), b.summary().backward().rate()))
        && (a.summary().correlation().rate().n() == 0
            || !test.tellsApart(a.summary().correlation().rate(), b.summary().correlation().rate()))
        && !test.tellsApart(a.summary().log10ActStd(), b.summary().log10ActStd());
  }

  /** Whether two verdicts cannot be true of one law. Undecided contradicts nothing. */
  private static boolean contradict(Optional<Verdict> a, Optional<Verdict> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isPresent() != b.isPresent();
    }
    Set<Verdict> both = EnumSet.of(a.get(), b.get());
    return both.size() > 1 && !both.contains(Verdict.UNDECIDED) && !CONSISTENT.contains(both);
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

  private static Optional<String> shared(Member member, List<Member> group) {
    if (group.size() == 1) {
      return Optional.empty();
    }
    CellWeights own = member.weights;
    Names equal = new Names();
    Names ofEqualVariance = new Names();
    Names near = new Names();
    for (Member other : group) {
      if (other != member) {
        Names names =
            own.equalInLaw(other.weights)
                ? equal
                : own.equalInVariance(other.weights) ? ofEqualVariance : near;
        names.add(member.row, other.row);
      }
    }
    List<String> words = new ArrayList<>();
    if (!equal.isEmpty()) {
      words.add("equal in law to " + equal.text() + ": every difference is noise of the seeds");
    }
    if (!ofEqualVariance.isEmpty()) {
      words.add(
          "same weight variance "
              + own.varianceText()
              + " as "
              + ofEqualVariance.text()
              + ", and these seeds show no difference");
    }
    if (!near.isEmpty()) {
      words.add("cannot be told from " + near.text());
    }
    return Optional.of(String.join("; ", words));
  }
}
