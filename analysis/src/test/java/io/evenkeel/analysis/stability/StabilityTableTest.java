package io.evenkeel.analysis.stability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.analysis.LocalSpark;
import io.evenkeel.analysis.RunFixture;
import io.evenkeel.analysis.cells.Band;
import io.evenkeel.analysis.cells.LayerRange;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.analysis.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table of one run whose answers are known by construction: a test's cell is the one whose
 * initialiser has the test's name for it.
 */
class StabilityTableTest {
  /**
   * A growth is a difference of logarithms below 2100, with their rounding, per at least 3 steps.
   */
  private static final double ROUNDING = 1e-12;

  /** As few as can decide that a cell is stable, and one more. */
  private static final int SEEDS = 30;

  private static final double NOTHING = Double.NEGATIVE_INFINITY;
  private static final SparkSession SPARK = LocalSpark.session();

  private static Path directory;
  private static List<StabilityRow> table;

  @BeforeAll
  static void computeOnce(@TempDir Path folder) throws IOException {
    directory = folder.resolve("my run [1] {a,b} 100% #2 ö");
    RunFixture run = new RunFixture();
    finiteCells(run);
    nonFiniteCells(run);
    notComputedCells(run);
    cellsWithoutSpread(run);
    cellsOfEveryColumn(run);
    run.write(directory, 3);
    table = StabilityTable.compute(SPARK, directory.toString(), Thresholds.DEFAULT);
  }

  private static void finiteCells(RunFixture run) {
    for (int seed = 0; seed < 31; seed++) {
      double std = 0.5 + seed / 100.0;
      run.trial("level", 20, seed).with("loss_mean", 2.0 + seed).layers(layer -> std, layer -> -3);
    }
    for (int seed = 0; seed < 30; seed++) {
      double factor = 1 + Math.sin(seed) / 10;
      run.trial("scattered", 20, seed)
          .layers(layer -> Math.pow(factor, layer), layer -> -layer * Math.log10(factor));
    }
    each(
        SEEDS,
        seed ->
            run.trial("shrinking", 20, seed)
                .layers(layer -> Math.pow(0.8, layer), layer -> (19 - layer) * Math.log10(1.3)));
    each(
        SEEDS,
        seed ->
            run.trial("growing", 20, seed)
                .layers(layer -> Math.pow(1.3, layer), layer -> (19 - layer) * Math.log10(0.8)));
    each(
        SEEDS,
        seed ->
            run.trial("beyond doubles", 101, seed)
                .layers(layer -> 1, layer -> -2000 + 20.0 * layer));
    each(
        SEEDS,
        seed ->
            run.trial("huge readout", 10, seed)
                .with("readout_width", 10)
                .layers(layer -> layer == 10 ? 1e30 : 1, layer -> layer == 10 ? 30 : 0));
    run.trial("published", 5, 0).layers(layer -> 1, layer -> 0);
    run.trial("published", 5, 1).unpublished(l -> 1e9, l -> 1e9, l -> 0, l -> 0);
    run.trial("unpublished", 5, 0).unpublished(l -> 1e9, l -> 1e9, l -> 0, l -> 0);
  }

  @Test
  void aLevelCellIsStableBothWays() {
    StabilityRow row = row("level");
    assertThat(row.cell().values())
        .containsEntry("depth", 20)
        .doesNotContainKeys("seed", "trial_id");
    assertThat(row.summary().trials()).isEqualTo(31);
    assertThat(row.summary().nonFiniteShare()).hasValue(0);
    assertThat(row.summary().nonFiniteLayers()).isEmpty();
    // Of 0.50, 0.51, ..., 0.80 the quantiles 0.1, 0.5, 0.9 are order statistics.
    assertBand(row.summary().actStd(), 0.53, 0.65, 0.77);
    assertBand(row.summary().forward().growth(), 1, 1, 1);
    assertBand(row.summary().backward().growth(), 1, 1, 1);
    assertThat(row.summary().loss().median()).hasValue(17);
    assertThat(row.summary().loss().floor()).hasValue(2.25);
    assertVerdicts(row, Verdict.STABLE, Verdict.STABLE);
  }

  @Test
  void quantilesAreThoseOfAnotherDatabase() {
    StabilityRow row = row("scattered");
    String growth = "(log10(last) - log10(first)) / 19";
    String backwardGrowth = "(grad_first - grad_last) / 19";
    assertThat(row.summary().actStd())
        .hasValueSatisfying(band -> assertClose(band, byDuckDb("last")));
    assertThat(row.summary().forward().log10Growth())
        .hasValueSatisfying(band -> assertClose(band, byDuckDb(growth)));
    assertThat(row.summary().backward().log10Growth())
        .hasValueSatisfying(band -> assertClose(band, byDuckDb(backwardGrowth)));
  }

  private static Band byDuckDb(String value) {
    String files = directory.getParent() + "/my run*/layers/*.parquet";
    String sql =
        """
        SELECT quantile_cont(%s, [0.1, 0.5, 0.9]) FROM (
          SELECT max(act_std) FILTER (layer = 19) AS last, max(act_std) FILTER (layer = 0) AS first,
            max(log10_grad_rms) FILTER (layer = 19) AS grad_last,
            max(log10_grad_rms) FILTER (layer = 0) AS grad_first
          FROM '%s' WHERE init = 'scattered' GROUP BY trial_id)
        """
            .formatted(value, files);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      Object[] quantiles = (Object[]) result.getArray(1).getArray();
      return new Band((Double) quantiles[0], (Double) quantiles[1], (Double) quantiles[2]);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertClose(Band actual, Band expected) {
    // Sums and interpolations of numbers below 10.
    assertThat(actual.p10()).isCloseTo(expected.p10(), within(1e-14));
    assertThat(actual.median()).isCloseTo(expected.median(), within(1e-14));
    assertThat(actual.p90()).isCloseTo(expected.p90(), within(1e-14));
  }

  @Test
  void growthIsPerLayerAndBackwardGoesFromTheLastLayerToTheFirst() {
    // 19 steps: 0.8^19 is -1.84 decades, 1.3^19 is 2.16, and 1 + log10(20) / 2 = 1.65 are allowed.
    assertBand(row("shrinking").summary().forward().growth(), 0.8, 0.8, 0.8);
    assertBand(row("shrinking").summary().backward().growth(), 1.3, 1.3, 1.3);
    assertVerdicts(row("shrinking"), Verdict.VANISHING, Verdict.EXPLODING);
    assertVerdicts(row("growing"), Verdict.EXPLODING, Verdict.VANISHING);
  }

  @Test
  void gradientsBeyondTheRangeOfDoublesKeepTheirGrowth() {
    assertBand(row("beyond doubles").summary().backward().growth(), 1e-20, 1e-20, 1e-20);
  }

  @Test
  void theReadoutLayerIsNotAHiddenLayer() {
    StabilityRow row = row("huge readout");
    assertBand(row.summary().actStd(), 1, 1, 1);
    assertBand(row.summary().forward().growth(), 1, 1, 1);
    assertVerdicts(row, Verdict.STABLE, Verdict.STABLE);
  }

  @Test
  void layersOfAnUnpublishedShardDoNotCount() {
    assertThat(row("published").summary().trials()).isEqualTo(1);
    assertBand(row("published").summary().actStd(), 1, 1, 1);
    assertThat(table).noneMatch(row -> row.cell().values().containsValue("unpublished"));
  }

  private static void nonFiniteCells(RunFixture run) {
    for (int seed = 0; seed < 10; seed++) {
      if (seed < 6) {
        int first = 3 + 2 * seed;
        run.trial("six of ten", 20, seed)
            .with("status", "nonfinite")
            .with("first_nonfinite_layer", first)
            .with("last_nonfinite_grad_layer", 19)
            .with("loss_mean", Double.NaN)
            .layers(layer -> layer < first ? 1e30 : Double.NaN, layer -> Double.NaN);
      } else {
        run.trial("six of ten", 20, seed).layers(layer -> 2, layer -> 0);
      }
    }
    for (int seed = 0; seed < SEEDS; seed++) {
      nonFiniteAtLayerTwo(run, "none of thirty", seed, false);
      nonFiniteAtLayerTwo(run, "eight of thirty", seed, seed < 8);
      nonFiniteAtLayerTwo(run, "nine of thirty", seed, seed < 9);
    }
    each(
        SEEDS,
        seed ->
            run.trial("infinite loss", 5, seed)
                .with("status", "nonfinite")
                .with("loss_mean", Double.POSITIVE_INFINITY)
                .layers(layer -> 1, layer -> 0));
  }

  private static void nonFiniteAtLayerTwo(RunFixture run, String cell, int seed, boolean nan) {
    run.trial(cell, 5, seed)
        .with("status", nan ? "nonfinite" : "ok")
        .with("first_nonfinite_layer", nan ? 2 : null)
        .layers(layer -> nan && layer >= 2 ? Double.NaN : 1, layer -> 0);
  }

  @Test
  void nonFiniteTrialsAreCountedAndTheRestIsMeasured() {
    StabilityRow row = row("six of ten");
    assertThat(row.summary().nonFinite()).isEqualTo(6);
    assertThat(row.summary().nonFiniteShare()).hasValue(0.6);
    assertThat(row.summary().nonFiniteLayers()).hasValue(new LayerRange(3, 8, 13));
    assertBand(row.summary().actStd(), 2, 2, 2);
    assertThat(row.summary().loss().median()).hasValue(2.5);
    assertThat(row.summary().forward().nonFinite()).isEqualTo(6);
    assertVerdicts(row, Verdict.NON_FINITE, Verdict.NON_FINITE);
    assertThat(row.forwardJudgement().get().firstBadLayer()).hasValue(8);
    assertThat(row.forwardJudgement().get().evidence())
        .contains("first at layer 8 (3..13 over seeds)");
    assertThat(row.backwardJudgement().get().firstBadLayer()).hasValue(19);
  }

  @Test
  void aShareAboveATenthHasToBeBeyondChance() {
    assertVerdicts(row("none of thirty"), Verdict.STABLE, Verdict.STABLE);
    // At a share of 0.1, eight of thirty or more have probability 0.011 and seven 0.0024; a test of
    // a cell has 0.05 / 12 = 0.0042.
    assertVerdicts(row("eight of thirty"), Verdict.UNDECIDED, Verdict.STABLE);
    assertVerdicts(row("nine of thirty"), Verdict.NON_FINITE, Verdict.STABLE);
    Judgement open = row("eight of thirty").forwardJudgement().get();
    assertThat(open.moreSeeds()).isPresent();
    assertThat(open.evidence())
        .startsWith("activations non-finite in 8 of 30 trials")
        .contains("needs about");
  }

  @Test
  void theLossAloneMayBeNonFinite() {
    StabilityRow row = row("infinite loss");
    assertThat(row.summary().nonFiniteShare()).hasValue(1);
    assertThat(row.summary().nonFiniteLayers()).isEmpty();
    assertThat(row.summary().loss().median()).isEmpty();
    assertVerdicts(row, Verdict.STABLE, Verdict.STABLE);
  }

  private static void notComputedCells(RunFixture run) {
    run.trial("none computed", 5, 0).notComputed("invalid", "identity needs a square layer");
    run.trial("none computed", 5, 1).notComputed("invalid", "identity needs a square layer");
    run.trial("none computed", 5, 2).notComputed("failed", "java.lang.Error: boom");
    run.trial("one failed", 5, 0).notComputed("failed", "java.lang.Error: boom");
    each(SEEDS, seed -> run.trial("one failed", 5, 1 + seed).layers(layer -> 1, layer -> 0));
    each(
        SEEDS,
        seed ->
            run.trial("no backward", 5, seed)
                .with("backward", false)
                .layers(layer -> 1, layer -> 0));
    run.trial("one layer", 1, 0).layers(layer -> 3, layer -> 0);
    run.trial("one seed", 20, 0).layers(layer -> 1, layer -> 0);
    run.trial("one value", 5, 0).layers(l -> Double.NaN, l -> 1, l -> Double.NaN, l -> 0);
  }

  @Test
  void refusedAndFailedTrialsAreCountedWithTheirReason() {
    StabilityRow none = row("none computed");
    assertThat(
            List.of(
                none.summary().trials(),
                none.summary().computed(),
                none.summary().invalid(),
                none.summary().failed()))
        .containsExactly(3L, 0L, 2L, 1L);
    assertThat(none.summary().reason()).hasValue("identity needs a square layer");
    assertThat(none.summary().nonFiniteShare()).isEmpty();
    assertThat(none.summary().actStd()).isEmpty();
    assertThat(none.summary().loss().floor()).isEmpty();
    assertThat(none.forwardVerdict()).isEmpty();
    assertThat(none.backwardVerdict()).isEmpty();
    assertThat(row("one failed").summary().failed()).isEqualTo(1);
    assertVerdicts(row("one failed"), Verdict.STABLE, Verdict.STABLE);
  }

  @Test
  void withoutBackwardPassThereIsNoBackwardVerdict() {
    StabilityRow row = row("no backward");
    assertThat(row.summary().backward().computed()).isZero();
    assertThat(row.summary().backward().growth()).isEmpty();
    assertThat(row.forwardVerdict()).hasValue(Verdict.STABLE);
    assertThat(row.backwardVerdict()).isEmpty();
  }

  @Test
  void aSingleHiddenLayerHasNoGrowthToJudge() {
    StabilityRow row = row("one layer");
    assertBand(row.summary().actStd(), 3, 3, 3);
    assertThat(row.summary().forward().growth()).isEmpty();
    assertThat(row.forwardVerdict()).isEmpty();
  }

  @Test
  void oneUnitAndOneRowHaveNoStdToJudge() {
    StabilityRow row = row("one value");
    assertThat(row.summary().nonFinite()).isZero();
    assertThat(row.summary().actStd()).isEmpty();
    assertThat(row.forwardVerdict()).isEmpty();
    assertThat(row.backwardVerdict()).hasValue(Verdict.UNDECIDED); // one seed's rms
  }

  @Test
  void oneSeedProvesNothing() {
    StabilityRow row = row("one seed");
    assertVerdicts(row, Verdict.UNDECIDED, Verdict.UNDECIDED);
    assertThat(row.forwardJudgement().get().moreSeeds()).hasValue(28);
    assertThat(row.forwardJudgement().get().evidence()).contains("one seed shows no spread");
  }

  private static void cellsWithoutSpread(RunFixture run) {
    // float32 knows nothing below 1e-45: after four layers the fading signal is zero.
    each(
        SEEDS,
        seed ->
            run.trial("cut off", 8, seed)
                .layers(layer -> layer < 4 ? 1 : 0, layer -> layer < 4 ? NOTHING : 0));
    each(
        SEEDS,
        seed ->
            run.trial("fading", 8, seed)
                .layers(
                    layer -> layer < 4 ? Math.pow(1e-12, layer) : 0, layer -> -30.0 * (8 - layer)));
    each(
        SEEDS, seed -> run.trial("constant", 8, seed).layers(l -> 1e-9, l -> 0.5, l -> -9, l -> 0));
  }

  @Test
  void aSignalThatFadesToZeroVanishesAndOneThatIsCutOffIsDead() {
    StabilityRow cutOff = row("cut off");
    assertVerdicts(cutOff, Verdict.DEAD, Verdict.DEAD);
    assertThat(cutOff.summary().forward().dead()).isEqualTo(SEEDS);
    assertThat(cutOff.summary().forward().growth()).isEmpty();
    StabilityRow fading = row("fading");
    assertVerdicts(fading, Verdict.VANISHING, Verdict.VANISHING);
    assertBand(fading.summary().forward().growth(), 1e-12, 1e-12, 1e-12);
    assertBand(fading.summary().backward().growth(), 1e-30, 1e-30, 1e-30);
    assertBand(fading.summary().actStd(), 0, 0, 0);
  }

  @Test
  void spreadBelowFloat32ResolutionIsAConstantSignal() {
    StabilityRow row = row("constant");
    // A gradient without a spread has an rms, which is what counts.
    assertVerdicts(row, Verdict.CONSTANT, Verdict.STABLE);
    assertThat(row.summary().forward().constant()).isEqualTo(SEEDS);
    assertThat(row.summary().backward().constant()).isZero();
  }

  private static void cellsOfEveryColumn(RunFixture run) {
    each(2, seed -> run.trial("order b", 20, seed).layers(layer -> 1, layer -> 0));
    each(2, seed -> run.trial("order a", 20, seed).layers(layer -> 1, layer -> 0));
    each(2, seed -> run.trial("order a", 5, seed).with("batch", 64).layers(layer -> 1, layer -> 0));
    each(
        2,
        seed -> run.trial("order a", 5, seed).with("loss", "mse").layers(layer -> 1, layer -> 0));
    each(
        3,
        seed -> run.trial("order a", 5, seed).with("bias", "zeros").layers(layer -> 1, layer -> 0));
  }

  @Test
  void cellsDifferInAnyGridColumnAndEqualsComeInItsOrder() {
    assertThat(table)
        .filteredOn(row -> row.cell().init().startsWith("order"))
        .extracting(
            row ->
                String.format(
                    Locale.ROOT,
                    "%s %s %s %s %s %s",
                    row.cell().get("depth"),
                    row.cell().get("batch"),
                    row.cell().get("init"),
                    row.cell().get("bias"),
                    row.cell().get("loss"),
                    row.summary().trials()))
        .containsExactly(
            "5 16 order a none mse 2",
            "5 16 order a zeros cross_entropy 3",
            "5 64 order a none cross_entropy 2",
            "20 16 order a none cross_entropy 2",
            "20 16 order b none cross_entropy 2");
  }

  @Test
  void aRunWithoutPublishedShardsHasAnEmptyTable(@TempDir Path empty) throws Exception {
    Files.createDirectories(empty.resolve("trials"));
    Files.createDirectories(empty.resolve("layers"));
    assertThat(StabilityTable.compute(SPARK, empty.toString(), Thresholds.DEFAULT)).isEmpty();
  }

  @Test
  void quantilesOfAVeryLargeCellAreWithinTheirRankError(@TempDir Path large) throws Exception {
    int trials = 100_001;
    RunFixture.trials(trials, large);
    StabilityRow row = StabilityTable.compute(SPARK, large.toString(), Thresholds.DEFAULT).get(0);
    assertThat(row.summary().trials()).isEqualTo(trials);
    // The loss of trial i is i: a value is its own rank, known to one in ten thousand.
    assertThat(row.summary().loss().median().getAsDouble())
        .isCloseTo(trials / 2.0, within(trials * 1e-4));
    assertThat(row.forwardVerdict()).isEmpty();
  }

  private static void each(int seeds, IntConsumer trial) {
    IntStream.range(0, seeds).forEach(trial);
  }

  private static StabilityRow row(String init) {
    List<StabilityRow> rows =
        table.stream().filter(row -> row.cell().get("init").equals(init)).toList();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private static void assertVerdicts(StabilityRow row, Verdict forward, Verdict backward) {
    assertThat(row.forwardVerdict()).hasValue(forward);
    assertThat(row.backwardVerdict()).hasValue(backward);
  }

  private static void assertBand(Optional<Band> band, double p10, double median, double p90) {
    assertThat(band).isPresent();
    assertThat(band.get().p10()).isCloseTo(p10, within(ROUNDING * p10));
    assertThat(band.get().median()).isCloseTo(median, within(ROUNDING * median));
    assertThat(band.get().p90()).isCloseTo(p90, within(ROUNDING * p90));
  }
}
