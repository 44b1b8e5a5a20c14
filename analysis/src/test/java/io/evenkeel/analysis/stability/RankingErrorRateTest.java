package io.evenkeel.analysis.stability;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.SampleRows;
import io.evenkeel.analysis.SimulatedCells;
import io.evenkeel.analysis.cells.AlikeInputs;
import io.evenkeel.analysis.cells.BranchSummary;
import io.evenkeel.analysis.cells.Cell;
import io.evenkeel.analysis.cells.CellSummary;
import io.evenkeel.analysis.cells.LossSummary;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.analysis.verdict.ChangeLaw;
import io.evenkeel.analysis.verdict.ErrorRate;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.analysis.verdict.Signal;
import io.evenkeel.analysis.verdict.SignalJudge;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.analysis.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shared ranks of simulated schemes. */
@Execution(ExecutionMode.CONCURRENT)
class RankingErrorRateTest {
  private static final int DEPTH = 100;
  private static final double NOISE = 0.03;

  /** Weights of unequal variance: nothing but the tests can say that they act alike. */
  private static final List<String> SCHEMES =
      List.of("normal(std=0.1)", "normal(std=0.2)", "normal(std=0.3)", "normal(std=0.4)");

  /**
   * Schemes that act alike share a rank, but for the error rate of a network's schemes: 5 % of all
   * networks, and what chance adds.
   */
  @ParameterizedTest
  @ValueSource(ints = {5, 30})
  void schemesThatActAlikeAreToldApartNoMoreOftenThanStated(int seeds) {
    assertToldApartNoMoreOftenThanStated(seeds, ErrorRate.FEW);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(ints = {5, 30})
  void schemesThatActAlikeAreToldApartNoMoreOftenThanStatedInManyCells(int seeds) {
    assertToldApartNoMoreOftenThanStated(seeds, ErrorRate.MANY);
  }

  private static void assertToldApartNoMoreOftenThanStated(int seeds, int cells) {
    int apart = 0;
    SplittableRandom random = new SplittableRandom(seeds);
    for (int network = 0; network < cells; network++) {
      apart += ranks(seeds, new double[SCHEMES.size()], random) > 1 ? 1 : 0;
    }
    assertThat(apart).isLessThanOrEqualTo(ErrorRate.most(Thresholds.DEFAULT.errorRate(), cells));
  }

  /**
   * Rates 0.012 decades a layer apart, five standard errors 0.03 sqrt(2 / (99 * 30)) each way and
   * more: of 18 tests at 0.28 % each, whose quantile is 3.1, none misses but with 1e-9.
   */
  @ParameterizedTest
  @ValueSource(ints = 30)
  void schemesThatActOtherwiseHaveRanksOfTheirOwn(int seeds) {
    SplittableRandom random = new SplittableRandom(seeds);
    double[] drifts = {0, 0.6, -0.6, 1.2};
    for (int network = 0; network < 100; network++) {
      assertThat(ranks(seeds, drifts, random)).isEqualTo(SCHEMES.size());
    }
  }

  /**
   * Verdicts of one law may differ by chance, at the bounds between them most: that parts no rank.
   */
  @ParameterizedTest
  @MethodSource("bounds")
  void schemesOfOneLawShareARankWhereverItLies(Bound bound) {
    assertShareARank(bound, ErrorRate.FEW);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("bounds")
  void schemesOfOneLawShareARankWhereverItLiesInManyCells(Bound bound) {
    assertShareARank(bound, ErrorRate.MANY);
  }

  /** A share of networks at the bound between two verdicts. */
  private record Bound(ChangeLaw law, int seeds, double share) {
    @Override
    public String toString() {
      return "%s, %s seeds, %.2f beyond".formatted(law.name(), seeds, share);
    }
  }

  static Stream<Bound> bounds() {
    return ChangeLaw.smooth().stream()
        .flatMap(
            law ->
                IntStream.of(10, 30)
                    .boxed()
                    .flatMap(
                        seeds ->
                            Stream.of(0.1, 0.5, 0.9).map(share -> new Bound(law, seeds, share))));
  }

  private static void assertShareARank(Bound bound, int networks) {
    SimulatedCells cells = new SimulatedCells(DEPTH, bound.seeds());
    ChangeLaw.Changes changes = bound.law().exceeding(2, bound.share());
    SplittableRandom random = new SplittableRandom(bound.toString().hashCode());
    int apart = 0;
    for (int network = 0; network < networks; network++) {
      List<StabilityRow> rows = new ArrayList<>();
      for (String scheme : SCHEMES) {
        PassSummary pass = cells.cell(cells.steady(changes::draw), random);
        Sample last = pass.rate().times(DEPTH - 1);
        Optional<Judgement> verdict =
            new SignalJudge(Signal.ACTIVATIONS, DEPTH, Thresholds.DEFAULT).judge(pass);
        rows.add(row(scheme, bound.seeds(), pass, pass, last, verdict, verdict));
      }
      apart += ranks(rows) > 1 ? 1 : 0;
    }
    assertThat(apart).isLessThanOrEqualTo(ErrorRate.most(Thresholds.DEFAULT.errorRate(), networks));
  }

  private static long ranks(int seeds, double[] drifts, SplittableRandom random) {
    List<StabilityRow> rows = new ArrayList<>();
    for (int i = 0; i < drifts.length; i++) {
      rows.add(row(SCHEMES.get(i), seeds, drifts[i], random));
    }
    return ranks(rows);
  }

  private static long ranks(List<StabilityRow> rows) {
    return Ranking.of(rows, Thresholds.DEFAULT).stream()
        .map(row -> row.standing().orElseThrow().rank())
        .collect(Collectors.toSet())
        .size();
  }

  /**
   * @param drift decades over all layers
   */
  private static StabilityRow row(String init, int seeds, double drift, SplittableRandom random) {
    SimulatedCells cells = new SimulatedCells(DEPTH, seeds);
    SimulatedCells.Course course =
        SimulatedCells.walk(layer -> drift * (layer - 1) / (DEPTH - 1), NOISE);
    PassSummary forward = cells.cell(course, random);
    PassSummary backward = cells.cell(course, random);
    double[] last = new double[seeds];
    for (int seed = 0; seed < seeds; seed++) {
      last[seed] = drift + NOISE * Math.sqrt(DEPTH) * random.nextGaussian();
    }
    return row(
        init,
        seeds,
        forward,
        backward,
        SimulatedCells.sample(last),
        stable(forward),
        stable(backward));
  }

  private static StabilityRow row(
      String init,
      int seeds,
      PassSummary forward,
      PassSummary backward,
      Sample last,
      Optional<Judgement> going,
      Optional<Judgement> returning) {
    return new StabilityRow(
        new CellSummary(
            Cell.of(SampleRows.cell("relu", init)),
            seeds,
            0,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            forward,
            backward,
            backward,
            new LossSummary(0, 0, 0, 0, OptionalDouble.empty(), OptionalDouble.empty()),
            AlikeInputs.NONE,
            last,
            BranchSummary.NONE,
            OptionalInt.empty(),
            OptionalInt.empty()),
        going,
        returning,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** One verdict for all: what splits ranks here is the comparison alone. */
  private static Optional<Judgement> stable(PassSummary pass) {
    return Optional.of(
        Judgement.of(Verdict.STABLE, pass.computed(), "as simulated")
            .withRate(pass.rate(), Thresholds.DEFAULT.errorPerTest()));
  }
}
