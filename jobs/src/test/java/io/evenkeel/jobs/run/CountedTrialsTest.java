package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.stability.StabilityTable;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.analysis.verdict.Verdict;
import io.evenkeel.jobs.parquet.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many trials of computed networks end dead, unmeasured or infinite. */
class CountedTrialsTest {
  private static final int BORN_DEAD_SEEDS = 1500;

  private static final String SWEEP =
      """
      name: counted
      defaults: {depth: 10, width: 64, batch: 8, loss: cross_entropy, seed: {from: 0, to: 9}}
      grids:
        - {activation: relu, init: kaiming_normal(nonlinearity=relu), bias: constant(val=-1), width: 128}
        - activation: relu
          init: kaiming_normal(nonlinearity=relu)
          width: [1, 2, 3, 4]
          seed: {from: 0, to: 1499}
          backward: false
          loss: mse
        - activation: linear
          init: normal(std=2)
          width: 4
          batch: 1
          depth: 20
          seed: {from: 0, to: 79}
        - {activation: linear, init: lecun_normal, batch: 1, loss: smooth_l1, depth: 20}
        - {activation: tanh, init: constant(val=0.01), engine: [explicit, matrix_free]}
        - {activation: linear, init: lecun_normal, width: 4, depth: 100, seed: {from: 0, to: 29}}
        - {activation: tanh, init: lecun_normal, width: 8, loss: "ctc(classes=2,target_length=4)"}
      """;

  private static List<StabilityRow> table;

  @BeforeAll
  static void runOnce(@TempDir Path folder) throws IOException {
    SparkSession spark = LocalSpark.session();
    String location = folder.resolve("run").toString();
    new SweepRun(Sweeps.plan(SWEEP), location, new RunFolder.Heard()).execute(spark);
    table = StabilityTable.compute(spark, location, Thresholds.DEFAULT);
  }

  @Test
  void netsThatShrinkBeforeTheirUnitsDieAreDead() {
    StabilityRow row = row(r -> r.cell().bias().startsWith("constant"));
    assertThat(row.summary().forward().dead()).isEqualTo(10);
    assertThat(row.forwardVerdict()).hasValue(Verdict.DEAD);
    assertThat(row.backwardVerdict()).hasValue(Verdict.DEAD);
  }

  /**
   * L. Lu, Y. Shin, Y. Su, G. Karniadakis, "Dying ReLU and initialization", 2019: narrow relu nets
   * are born dead. The shares are of 100,000 networks by PyTorch 1.13 (torch.manual_seed(20261130),
   * normal_(0, sqrt(2 / width)), ten layers, a batch of 8 by randn): dead is a batch of zeros. Of
   * both counts a binomial standard error; at 4.5 of them a right count of a width fails with a
   * probability of 7e-6.
   */
  @ParameterizedTest
  @CsvSource({"1, 99805", "2, 89696", "3, 58342", "4, 26959"})
  void narrowReluNetsAreBornDeadAsOftenAsPyTorchs(int width, int deadOfHundredThousand) {
    StabilityRow row = row(r -> r.cell().activation().equals("relu") && r.cell().width() == width);
    double expected = deadOfHundredThousand / 1e5;
    double n = BORN_DEAD_SEEDS;
    double error = Math.sqrt(expected * (1 - expected) * (1 / n + 1e-5));
    assertThat(row.summary().forward().computed()).isEqualTo(BORN_DEAD_SEEDS);
    assertThat(row.summary().forward().dead() / n)
        .isBetween(expected - 4.5 * error, expected + 4.5 * error);
    assertThat(row.forwardVerdict()).hasValue(Verdict.DEAD);
  }

  @Test
  void aSoftmaxThatMeetsItsLabelKillsNoNetwork() {
    StabilityRow row = row(r -> r.cell().init().startsWith("normal"));
    PassSummary backward = row.summary().backward();
    assertThat(backward.zeroAtSource()).isBetween(1L, 79L);
    assertThat(backward.dead()).isZero();
    assertThat(backward.rate().n()).isEqualTo(80 - backward.zeroAtSource());
    assertThat(row.backwardVerdict()).hasValue(Verdict.EXPLODING);
  }

  @Test
  void aLossThatPullsAllUnitsOneWayLeavesAGradientToMeasure() {
    StabilityRow row = row(r -> r.cell().loss().startsWith("smooth_l1"));
    assertThat(row.summary().backward().constant()).isZero();
    assertThat(row.summary().backward().rate().n()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({"explicit", "matrix_free"})
  void aGradientThatEqualWeightsCancelIsZeroButForRounding(String engine) {
    StabilityRow row =
        row(r -> r.cell().init().startsWith("constant") && r.cell().get("engine").equals(engine));
    PassSummary backward = row.summary().backward();
    assertThat(backward.dead()).isEqualTo(10);
    assertThat(backward.rate().n()).isZero();
    assertThat(row.backwardVerdict()).hasValue(Verdict.DEAD);
  }

  @Test
  void narrowLinearNetsBringAllRowsOntoOneLine() {
    StabilityRow row = row(r -> r.cell().depth() == 100);
    assertThat(row.correlationVerdict()).hasValue(Verdict.ORDERED);
    assertThat(row.correlationJudgement().get().evidence()).contains("of 30 seeds fall below");
  }

  /**
   * Four equal labels need three blanks between them; eight units are four frames of two classes.
   */
  @Test
  void labelsThatCannotBeAlignedAreInfiniteLosses() {
    StabilityRow row = row(r -> r.cell().loss().startsWith("ctc"));
    assertThat(row.summary().loss().infinite()).isEqualTo(10);
    assertThat(row.summary().loss().alone()).isEqualTo(10);
    assertThat(row.summary().loss().median()).isEmpty();
    assertThat(row.summary().forward().nonFinite()).isZero();
    assertThat(row.summary().backward().zeroAtSource()).isEqualTo(10);
  }

  private static StabilityRow row(Predicate<StabilityRow> which) {
    List<StabilityRow> rows = table.stream().filter(which).toList();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }
}
