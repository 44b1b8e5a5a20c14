package io.evenkeel.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.RunFixture.Trial;
import io.evenkeel.analysis.cells.CellSummary;
import io.evenkeel.analysis.cells.LayerRange;
import io.evenkeel.analysis.cells.LossSummary;
import io.evenkeel.analysis.stability.CellTexts;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.stability.StabilityTable;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.analysis.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What became of a trial: cut off, faded, measured, or not to be measured. A test's cell is the one
 * whose bias has the test's name for it.
 */
class TrialOutcomesTest {
  private static final double ZERO = Double.NEGATIVE_INFINITY;
  private static final SparkSession SPARK = LocalSpark.session();
  private static final int SEEDS = 30;
  private static final int DEPTH = 10;

  private static List<StabilityRow> table;

  @BeforeAll
  static void computeOnce(@TempDir Path folder) throws IOException {
    RunFixture run = new RunFixture();
    zeroCells(run);
    gradientCells(run);
    lossCells(run);
    run.write(folder);
    table = StabilityTable.compute(SPARK, folder.toString(), Thresholds.DEFAULT);
  }

  private static Trial trial(RunFixture run, String cell, String activation, int seed) {
    return run.trial("kaiming_normal", DEPTH, seed)
        .with("bias", cell)
        .with("activation", activation);
  }

  /** A hundredth per layer, and nothing from layer 3 on. */
  private static double shrinking(int layer) {
    return layer < 3 ? Math.pow(0.01, layer) : 0;
  }

  /** Pre-activations of a layer with activations 0: the same everywhere else. */
  private static Trial pre(Trial trial, double low, double high) {
    IntToDoubleFunction alive = layer -> Math.pow(0.01, layer);
    return trial
        .withLayers("pre_min", layer -> layer < 3 ? -alive.applyAsDouble(layer) : low)
        .withLayers("pre_max", layer -> layer < 3 ? alive.applyAsDouble(layer) : high);
  }

  private static void zeroCells(RunFixture run) {
    for (int seed = 0; seed < SEEDS; seed++) {
      pre(trial(run, "all negative", "relu", seed), -1.2, -0.8)
          .layers(TrialOutcomesTest::shrinking, layer -> layer < 9 ? ZERO : 0);
      pre(trial(run, "tiny and negative", "relu", seed), -1e-20, -1e-30)
          .layers(TrialOutcomesTest::shrinking, layer -> 0);
      pre(trial(run, "below float32", "relu", seed), -1e-41, 1e-41)
          .layers(TrialOutcomesTest::shrinking, layer -> 0);
      pre(trial(run, "nothing left", "relu", seed).with("init", "normal(std=1e-40)"), 0, 0)
          .layers(TrialOutcomesTest::shrinking, layer -> 0);
      pre(trial(run, "no weight in use", "relu", seed), 0, 0)
          .layers(TrialOutcomesTest::shrinking, layer -> 0);
      pre(trial(run, "cubes", "tanhshrink", seed), -1e-20, 1e-20)
          .layers(TrialOutcomesTest::shrinking, layer -> 0);
      pre(trial(run, "dead zone", "softshrink", seed), -0.4, 0.4)
          .layers(TrialOutcomesTest::shrinking, layer -> 0);
      pre(trial(run, "plateau", "hardtanh", seed), 3, 5)
          .layers(TrialOutcomesTest::shrinking, layer -> 1, layer -> 0, layer -> 0);
      pre(trial(run, "unknown", "other_unit(k=1)", seed), -1.2, -0.8)
          .layers(TrialOutcomesTest::shrinking, layer -> 0);
    }
  }

  @Test
  void aTrialThatShrankBeforeItDiedIsDead() {
    for (String cell :
        List.of("all negative", "tiny and negative", "dead zone", "no weight in use")) {
      assertThat(summary(cell).forward().dead()).as(cell).isEqualTo(SEEDS);
      assertThat(row(cell).forwardVerdict()).as(cell).hasValue(Verdict.DEAD);
    }
    // Its gradient is zero at every layer but the last.
    assertThat(row("all negative").backwardVerdict()).hasValue(Verdict.DEAD);
  }

  @Test
  void whatIsTooSmallForFloat32HasFaded() {
    for (String cell : List.of("below float32", "nothing left", "cubes", "unknown")) {
      assertThat(summary(cell).forward().faded()).as(cell).isEqualTo(SEEDS);
      assertThat(row(cell).forwardVerdict()).as(cell).hasValue(Verdict.VANISHING);
    }
  }

  @Test
  void aTrialWhoseUnitsAllReachAPlateauIsConstant() {
    assertThat(summary("plateau").forward().constant()).isEqualTo(SEEDS);
    assertThat(row("plateau").forwardVerdict()).hasValue(Verdict.CONSTANT);
  }

  private static void gradientCells(RunFixture run) {
    for (int seed = 0; seed < SEEDS; seed++) {
      double little = seed / 1e4;
      boolean met = seed < 3;
      trial(run, "loss is met", "linear", seed)
          .with("log10_loss_grad_rms", met ? ZERO : -1.0)
          .layers(layer -> 1, layer -> met ? ZERO : (9 - layer) * (0.5 + little));
      trial(run, "loss is always met", "linear", seed)
          .with("log10_loss_grad_rms", ZERO)
          .layers(layer -> 1, layer -> ZERO);
      trial(run, "one way", "linear", seed) // one row, and the same gradient for every unit
          .layers(layer -> 1, layer -> 1, layer -> layer == 9 ? ZERO : -2 + little, layer -> -2);
      trial(run, "cancelled", "linear", seed)
          .with("init", "constant(val=0.01)")
          .withLayers("log10_pre_grad_rms", layer -> layer == 9 ? -2.4 : -9 - 0.5 * (9 - layer))
          .layers(layer -> 1, layer -> layer == 9 ? -2.4 : -10 + 0.5 * (9 - layer));
      trial(run, "small", "linear", seed)
          .with("init", "constant(val=0.01)")
          .withLayers("log10_pre_grad_rms", layer -> -2.4 - (5 - little) * (9 - layer))
          .layers(layer -> 1, layer -> -2.4 - (5 - little) * (9 - layer));
      trial(run, "cancelled in the readout", "linear", seed)
          .with("init", "ones")
          .with("readout_width", 10)
          .withLayers("log10_pre_grad_rms", layer -> layer == 10 ? -2 : -10)
          .layers(layer -> 1, layer -> layer == 10 ? -2 : -9.5);
    }
  }

  @Test
  void aLossWithoutGradientIsCountedSeparately() {
    CellSummary summary = summary("loss is met");
    assertThat(summary.backward().zeroAtSource()).isEqualTo(3);
    assertThat(summary.backward().dead()).isZero();
    assertThat(summary.backward().rate().n()).isEqualTo(27);
    StabilityRow row = row("loss is met");
    assertThat(row.backwardVerdict()).hasValue(Verdict.EXPLODING);
    assertThat(row.backwardJudgement().get().evidence())
        .contains("; in 3 of 30 trials the loss sends no gradient: these do not count");
    assertThat(row("loss is always met").backwardVerdict()).isEmpty();
    assertThat(summary("loss is always met").backward().entered()).isZero();
  }

  @Test
  void aGradientThatIsTheSameForAllUnitsIsAGradient() {
    assertThat(summary("one way").backward().constant()).isZero();
    assertThat(row("one way").backwardVerdict()).hasValue(Verdict.STABLE);
  }

  @Test
  void aGradientThatCancelsButForRoundingIsDead() {
    // 256 units of 0.01: 4 * 2^-24 * 256^1.5 * 0.01 of rms 10^-2.4 is 10^-7.4.
    for (String cell : List.of("cancelled", "cancelled in the readout")) {
      assertThat(summary(cell).backward().rounding()).as(cell).isEqualTo(SEEDS);
      assertThat(summary(cell).backward().rate().n()).as(cell).isZero();
      assertThat(row(cell).backwardVerdict()).as(cell).hasValue(Verdict.DEAD);
      assertThat(row(cell).backwardJudgement().get().evidence())
          .as(cell)
          .startsWith("gradients zero but for rounding in 30 of 30 trials");
    }
    // A steady loss of five decades a layer is 10^-5 of the next layer's, and 10^-5 > 10^-5.01.
    assertThat(summary("small").backward().rounding()).isZero();
    assertThat(row("small").backwardVerdict()).hasValue(Verdict.VANISHING);
  }

  private static void lossCells(RunFixture run) {
    double[] odd = {Double.POSITIVE_INFINITY, Double.NaN};
    for (int seed = 0; seed < SEEDS; seed++) {
      trial(run, "infinite losses", "tanh", seed)
          .with("status", seed < 27 ? "nonfinite" : "ok")
          .with("loss_mean", seed < 27 ? odd[seed < 21 ? 0 : 1] : 2.0)
          .with("loss_floor", 1.0)
          .with("first_nonfinite_layer", seed == 0 ? 9 : null)
          .layers(layer -> 1, layer -> 0);
      trial(run, "overflow", "linear", seed)
          .with("status", "nonfinite")
          .with("first_nonfinite_layer", seed == 0 ? 7 : 8)
          .layers(layer -> layer < 7 ? 1 : Double.NaN, layer -> 0);
    }
  }

  @Test
  void lossesThatAreNotFiniteAreCounted() {
    LossSummary loss = summary("infinite losses").loss();
    assertThat(List.of(loss.computed(), loss.infinite(), loss.nan(), loss.alone()))
        .containsExactly(30L, 21L, 6L, 26L);
    assertThat(loss.median()).isEqualTo(OptionalDouble.of(2));
    assertThat(CellTexts.lossOverFloor(row("infinite losses"))).isEqualTo("inf 90%");
  }

  @Test
  void aLossThatIsNotFiniteHasAVerdictAndCostsTheRank() {
    StabilityRow row = row("infinite losses");
    assertThat(row.lossVerdict()).hasValue(Verdict.NON_FINITE);
    assertThat(row.lossJudgement().get().evidence())
        .isEqualTo(
            "loss infinite in 21 and NaN in 6 of 30 trials, in 26 of them with finite activations");
    assertThat(row.standing().get().reason()).contains(", loss non-finite");
    assertThat(row("small").lossVerdict()).hasValue(Verdict.FINITE);
    assertThat(row.standing().get().rank()).isGreaterThan(row("small").standing().get().rank());
  }

  @Test
  void oneSeedsOverflowIsNotReadAsAllSeeds() {
    assertThat(summary("overflow").nonFiniteLayers()).hasValue(new LayerRange(7, 8, 8));
    assertThat(CellTexts.nonFinite(row("overflow"))).isEqualTo("100%@8");
    Judgement forward = row("overflow").forwardJudgement().get();
    assertThat(forward.firstBadLayer()).hasValue(8);
    assertThat(forward.evidence()).contains("; first at layer 8 (7..8 over seeds)");
  }

  private static CellSummary summary(String cell) {
    return row(cell).summary();
  }

  private static StabilityRow row(String bias) {
    List<StabilityRow> rows = table.stream().filter(row -> row.cell().bias().equals(bias)).toList();
    assertThat(rows).as(bias).hasSize(1);
    return rows.get(0);
  }
}
