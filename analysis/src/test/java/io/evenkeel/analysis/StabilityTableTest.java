package io.evenkeel.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of runs whose answer is known by construction. */
class StabilityTableTest {
  /** Growth is a logarithm of depth * 1e-16 accuracy, divided and exponentiated. */
  private static final double ROUNDING = 1e-12;

  private static final double NOTHING = Double.NEGATIVE_INFINITY;

  private final SparkSession spark = LocalSpark.session();
  private final RunFixture run = new RunFixture();
  @TempDir Path folder;

  private List<StabilityRow> table() {
    return table(folder.resolve("run"));
  }

  private List<StabilityRow> table(Path directory) {
    run.write(spark, directory);
    return StabilityTable.compute(spark, directory.toString(), Thresholds.DEFAULT);
  }

  private StabilityRow onlyRow() {
    List<StabilityRow> rows = table();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  @Test
  void aLevelCellIsStableBothWays() {
    for (int seed = 0; seed < 11; seed++) {
      double std = 0.5 + seed / 100.0;
      run.trial("xavier_uniform", 20, seed)
          .with("loss_mean", 2.0 + seed)
          .layers(layer -> std, layer -> -3);
    }
    StabilityRow row = onlyRow();
    assertThat(row.cell())
        .containsEntry("depth", 20)
        .containsEntry("init", "xavier_uniform")
        .doesNotContainKeys("seed", "trial_id");
    assertThat(row.trials()).isEqualTo(11);
    assertThat(row.nonFiniteShare()).hasValue(0);
    assertThat(row.firstNonFiniteLayer()).isEmpty();
    // Of 0.50, 0.51, ..., 0.60 the quantiles 0.1, 0.5, 0.9 are order statistics.
    assertBand(row.actStd(), 0.51, 0.55, 0.59);
    assertBand(row.forward().growth(), 1, 1, 1);
    assertBand(row.backward().growth(), 1, 1, 1);
    assertThat(row.lossMean()).hasValue(7);
    assertThat(row.lossFloor()).hasValue(2.25);
    assertVerdicts(row, Verdict.STABLE, Verdict.STABLE);
  }

  @Test
  void growthIsPerLayerAndBackwardGoesFromTheLastLayerToTheFirst() {
    // 19 steps: 0.8^19 is -1.84 decades, 1.3^19 is 2.16, and 1 + log10(20) / 2 = 1.65 are allowed.
    run.trial("a", 20, 0)
        .layers(layer -> Math.pow(0.8, layer), layer -> (19 - layer) * Math.log10(1.3));
    run.trial("b", 20, 0)
        .layers(layer -> Math.pow(1.3, layer), layer -> (19 - layer) * Math.log10(0.8));
    List<StabilityRow> rows = table();
    assertBand(rows.get(0).forward().growth(), 0.8, 0.8, 0.8);
    assertBand(rows.get(0).backward().growth(), 1.3, 1.3, 1.3);
    assertVerdicts(rows.get(0), Verdict.VANISHING, Verdict.EXPLODING);
    assertVerdicts(rows.get(1), Verdict.EXPLODING, Verdict.VANISHING);
  }

  @Test
  void gradientsBeyondTheRangeOfDoublesKeepTheirGrowth() {
    run.trial("a", 101, 0).layers(layer -> 1, layer -> -2000 + 20.0 * layer);
    assertBand(onlyRow().backward().growth(), 1e-20, 1e-20, 1e-20);
  }

  @Test
  void theReadoutLayerIsNotAHiddenLayer() {
    run.trial("a", 10, 0).with("readout_width", 10).layers(this::hugeReadout, this::hugeReadout);
    StabilityRow row = onlyRow();
    assertBand(row.actStd(), 1, 1, 1);
    assertBand(row.forward().growth(), 1, 1, 1);
    assertVerdicts(row, Verdict.STABLE, Verdict.STABLE);
  }

  private double hugeReadout(int layer) {
    return layer == 10 ? 1e30 : 1;
  }

  @Test
  void nonFiniteTrialsAreCountedAndTheRestIsMeasured() {
    for (int seed = 0; seed < 10; seed++) {
      if (seed < 4) {
        int first = 3 + 2 * seed;
        run.trial("a", 20, seed)
            .with("status", "nonfinite")
            .with("first_nonfinite_layer", first)
            .with("last_nonfinite_grad_layer", 19)
            .with("loss_mean", Double.NaN)
            .layers(layer -> layer < first ? 1e30 : Double.NaN, layer -> Double.NaN);
      } else {
        run.trial("a", 20, seed).layers(layer -> 2, layer -> 0);
      }
    }
    StabilityRow row = onlyRow();
    assertThat(row.nonFinite()).isEqualTo(4);
    assertThat(row.nonFiniteShare().getAsDouble()).isEqualTo(0.4);
    assertThat(row.firstNonFiniteLayer()).isEqualTo(OptionalInt.of(3));
    assertThat(row.firstNonFiniteLayerMedian()).isEqualTo(OptionalDouble.of(6));
    assertBand(row.actStd(), 2, 2, 2);
    assertThat(row.lossMean()).hasValue(2.5);
    assertThat(row.forward().nonFinite()).isEqualTo(4);
    assertVerdicts(row, Verdict.NON_FINITE, Verdict.NON_FINITE);
  }

  @Test
  void aTenthOfNonFiniteTrialsIsToleratedAndOneMoreIsNot() {
    for (int seed = 0; seed < 20; seed++) {
      boolean bad = seed < 2;
      for (String init : List.of("tenth", "more")) {
        boolean nan = bad || (seed == 2 && init.equals("more"));
        RunFixture.Trial trial = run.trial(init, 5, seed);
        if (nan) {
          trial.with("status", "nonfinite").with("first_nonfinite_layer", 2);
        }
        trial.layers(layer -> nan && layer > 1 ? Double.NaN : 1, layer -> 0);
      }
    }
    List<StabilityRow> rows = table();
    assertVerdicts(rows.get(0), Verdict.NON_FINITE, Verdict.STABLE);
    assertVerdicts(rows.get(1), Verdict.STABLE, Verdict.STABLE);
  }

  @Test
  void theLossAloneMayBeNonFinite() {
    run.trial("a", 5, 0)
        .with("status", "nonfinite")
        .with("loss_mean", Double.POSITIVE_INFINITY)
        .layers(layer -> 1, layer -> 0);
    StabilityRow row = onlyRow();
    assertThat(row.nonFiniteShare()).hasValue(1);
    assertThat(row.firstNonFiniteLayer()).isEmpty();
    assertThat(row.lossMean()).isEmpty();
    assertVerdicts(row, Verdict.STABLE, Verdict.STABLE);
  }

  @Test
  void refusedAndFailedTrialsAreCountedWithTheirReason() {
    run.trial("identity", 5, 0).notComputed("invalid", "identity needs a square layer");
    run.trial("identity", 5, 1).notComputed("invalid", "identity needs a square layer");
    run.trial("identity", 5, 2).notComputed("failed", "java.lang.IllegalStateException: boom");
    run.trial("sparse", 5, 0).notComputed("failed", "boom");
    run.trial("sparse", 5, 1).layers(layer -> 1, layer -> 0);
    List<StabilityRow> rows = table();
    StabilityRow none = rows.get(0);
    assertThat(List.of(none.trials(), none.computed(), none.invalid(), none.failed()))
        .containsExactly(3L, 0L, 2L, 1L);
    assertThat(none.reason()).hasValue("identity needs a square layer");
    assertThat(none.nonFiniteShare()).isEmpty();
    assertThat(none.actStd()).isEmpty();
    assertThat(none.lossFloor()).isEmpty();
    assertThat(none.forwardVerdict()).isEmpty();
    assertThat(none.backwardVerdict()).isEmpty();
    assertThat(rows.get(1).failed()).isEqualTo(1);
    assertVerdicts(rows.get(1), Verdict.STABLE, Verdict.STABLE);
  }

  @Test
  void withoutBackwardPassThereIsNoBackwardVerdict() {
    run.trial("a", 5, 0).with("backward", false).layers(layer -> 1, layer -> 0);
    StabilityRow row = onlyRow();
    assertThat(row.backward().computed()).isZero();
    assertThat(row.backward().growth()).isEmpty();
    assertThat(row.forwardVerdict()).hasValue(Verdict.STABLE);
    assertThat(row.backwardVerdict()).isEmpty();
  }

  @Test
  void aSingleHiddenLayerHasNoGrowthToJudge() {
    run.trial("a", 1, 0).layers(layer -> 3, layer -> 0);
    StabilityRow row = onlyRow();
    assertBand(row.actStd(), 3, 3, 3);
    assertThat(row.forward().growth()).isEmpty();
    assertThat(row.forwardVerdict()).isEmpty();
  }

  @Test
  void oneUnitAndOneRowHaveNoStdToJudge() {
    run.trial("a", 5, 0).layers(l -> Double.NaN, l -> 1, l -> Double.NaN, l -> 0);
    StabilityRow row = onlyRow();
    assertThat(row.nonFinite()).isZero();
    assertThat(row.forwardVerdict()).isEmpty();
    assertThat(row.backwardVerdict()).isEmpty();
  }

  @Test
  void aSignalThatFadesToZeroVanishesAndOneThatIsCutOffIsDead() {
    // float32 knows nothing below 1e-45: after four layers the fading signal is zero.
    run.trial("cut off", 8, 0).layers(layer -> layer < 4 ? 1 : 0, layer -> layer < 4 ? NOTHING : 0);
    run.trial("fading", 8, 0)
        .layers(layer -> layer < 4 ? Math.pow(1e-12, layer) : 0, layer -> -30.0 * (8 - layer));
    List<StabilityRow> rows = table();
    assertVerdicts(rows.get(0), Verdict.DEAD, Verdict.DEAD);
    assertThat(rows.get(0).forward().dead()).isEqualTo(1);
    assertThat(rows.get(0).forward().growth()).isEmpty();
    assertVerdicts(rows.get(1), Verdict.VANISHING, Verdict.VANISHING);
    assertBand(rows.get(1).forward().growth(), 1e-12, 1e-12, 1e-12);
    assertBand(rows.get(1).actStd(), 0, 0, 0);
  }

  @Test
  void spreadBelowFloat32ResolutionIsAConstantSignal() {
    run.trial("a", 8, 0).layers(l -> 1e-9, l -> 0.5, l -> -9, l -> 0);
    StabilityRow row = onlyRow();
    assertVerdicts(row, Verdict.CONSTANT, Verdict.CONSTANT);
    assertThat(row.forward().constant()).isEqualTo(1);
    assertThat(row.backward().constant()).isEqualTo(1);
  }

  @Test
  void layersOfAnUnpublishedShardDoNotCount() {
    run.trial("a", 5, 0).layers(layer -> 1, layer -> 0);
    run.trial("a", 5, 1).unpublished(l -> 1e9, l -> 1e9, l -> 0, l -> 0);
    run.trial("b", 5, 0).unpublished(l -> 1e9, l -> 1e9, l -> 0, l -> 0);
    StabilityRow row = onlyRow();
    assertThat(row.trials()).isEqualTo(1);
    assertBand(row.actStd(), 1, 1, 1);
  }

  @Test
  void cellsDifferInAnyGridColumnAndComeInItsOrder() {
    run.trial("b", 20, 0).layers(layer -> 1, layer -> 0);
    run.trial("a", 20, 0).layers(layer -> 1, layer -> 0);
    run.trial("a", 5, 0).with("batch", 64).layers(layer -> 1, layer -> 0);
    run.trial("a", 5, 0).with("loss", "mse").layers(layer -> 1, layer -> 0);
    run.trial("a", 5, 0).with("bias", "zeros").layers(layer -> 1, layer -> 0);
    run.trial("a", 5, 1).with("bias", "zeros").layers(layer -> 1, layer -> 0);
    assertThat(table())
        .extracting(
            row ->
                row.cell().get("depth")
                    + " "
                    + row.cell().get("batch")
                    + " "
                    + row.cell().get("init")
                    + " "
                    + row.cell().get("bias")
                    + " "
                    + row.cell().get("loss")
                    + " "
                    + row.trials())
        .containsExactly(
            "5 16 a none mse 1",
            "5 16 a zeros cross_entropy 2",
            "5 64 a none cross_entropy 1",
            "20 16 a none cross_entropy 1",
            "20 16 b none cross_entropy 1");
  }

  @Test
  void aRunDirectoryMayHaveAnyName() {
    run.trial("a", 5, 0).layers(layer -> 1, layer -> 0);
    assertThat(table(folder.resolve("my run [1] {a,b} 100% #2 ö"))).hasSize(1);
  }

  @Test
  void aRunWithoutPublishedShardsHasAnEmptyTable() throws Exception {
    Files.createDirectories(folder.resolve("trials"));
    Files.createDirectories(folder.resolve("layers"));
    assertThat(StabilityTable.compute(spark, folder.toString(), Thresholds.DEFAULT)).isEmpty();
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
