package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.analysis.ReportTables;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.analysis.verdict.Verdict;
import io.evenkeel.core.activation.Tanh;
import io.evenkeel.core.theory.MeanField;
import io.evenkeel.jobs.parquet.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts on networks that were computed, against what theory says of them. */
class MeasuredVerdictsTest {
  private static final String SWEEP =
      """
      name: verdicts
      defaults:
        {depth: 100, width: 128, batch: 8, seed: {from: 0, to: 29}, loss: random_cotangent}
      grids:
        - {activation: tanh, init: [xavier_uniform(gain=auto), lecun_normal]}
        - {activation: tanh, init: lecun_normal, bias: normal(std=0.22360679774997896)}
        - {activation: relu, width: 256, init: [kaiming_normal(nonlinearity=relu), xavier_uniform(gain=auto)]}
      """;

  /** Steps from the first layer to the last. */
  private static final int STEPS = 99;

  private static List<StabilityRow> table;
  private static Path run;

  @BeforeAll
  static void runOnce(@TempDir Path folder) throws IOException {
    SparkSession spark = LocalSpark.session();
    String location = folder.resolve("run").toString();
    new SweepRun(Sweeps.plan(SWEEP), location, new RunFolder.Heard()).execute(spark);
    table = ReportTables.write(spark, location, Thresholds.DEFAULT);
    run = folder.resolve("run");
  }

  @Test
  void tanhWithItsGainLooksPerfectForwardAndExplodesBackward() {
    StabilityRow row = row("tanh", "xavier_uniform", "none");
    assertThat(row.forwardVerdict()).hasValue(Verdict.STABLE);
    assertThat(row.backwardVerdict()).hasValue(Verdict.EXPLODING);
    assertThat(row.correlationVerdict()).hasValue(Verdict.CHAOTIC);
    // 25/9 = sigma_w^2. At width 128 the finite width takes some 2 % off the wide network's rate.
    double rate = Math.log(MeanField.of(new Tanh(), 25.0 / 9, 0).chi1()) / 2;
    Judgement backward = row.backwardJudgement().get();
    assertThat(backward.rate().get()).isCloseTo(rate, within(0.05 * rate));
    assertThat(backward.interval().get().low()).isLessThan(backward.rate().get());
    assertThat(backward.depthAllowed().getAsLong()).isBetween(40L, 50L);
    assertThat(backward.evidence()).contains("30 seeds").contains("exponentially");
  }

  @Test
  void tanhAtItsCriticalPointIsNotCalledExponential() {
    StabilityRow row = row("tanh", "lecun_normal", "none");
    assertThat(row.forwardVerdict().get()).isIn(Verdict.STABLE, Verdict.POWER_LAW);
    assertThat(row.backwardVerdict().get()).isIn(Verdict.STABLE, Verdict.POWER_LAW);
    // chi = 1 - 1 / l: the gradient's std falls as l^(1/2) towards the input. A seed's exponent
    // strays by some 0.5: its log gradient walks by sqrt(99 / 256) = 0.62 beside ln 100 = 4.6, and
    // the first layers weigh most. For the mean of 30 seeds that is 0.09, of which four are
    // allowed.
    assertThat(row.summary().backward().exponent().mean()).isCloseTo(0.5, within(0.36));
    assertThat(row.correlationVerdict()).hasValue(Verdict.CRITICAL);
  }

  @Test
  void anOrderedNetworkLosesItsGradientAndItsDifferences() {
    StabilityRow row = row("tanh", "lecun_normal", "normal");
    MeanField field = MeanField.of(new Tanh(), 1, 0.05);
    assertThat(row.forwardVerdict()).hasValue(Verdict.STABLE);
    assertThat(row.backwardVerdict()).hasValue(Verdict.VANISHING);
    assertThat(row.backwardJudgement().get().rate().get())
        .isCloseTo(Math.log(field.chi1()) / 2, within(0.01));
    assertThat(row.correlationVerdict()).hasValue(Verdict.ORDERED);
    assertThat(row.correlationJudgement().get().rate().get())
        .isCloseTo(Math.log(field.chi1()), within(0.05));
  }

  @Test
  void reluWithKaimingIsStableThoughItsSeedsDrift() {
    StabilityRow row = row("relu", "kaiming_normal", "none");
    assertThat(row.forwardVerdict()).hasValue(Verdict.STABLE);
    assertThat(row.backwardVerdict()).hasValue(Verdict.STABLE);
    assertThat(row.correlationVerdict()).hasValue(Verdict.CRITICAL);
    // Var ln |x|^2 is about 5 / width a layer: of log10 std 5 / 256 / (2 ln 10)^2 a step and row.
    // The rows' mean varies less, but not by much once they have turned alike.
    double oneRow = Math.sqrt(STEPS * 5.0 / 256) / (2 * Math.log(10));
    double measured = row.summary().forward().rate().std() * STEPS;
    assertThat(measured).isBetween(0.5 * oneRow, 1.3 * oneRow);
  }

  @Test
  void schemesOfOneWeightVarianceAreSaidToHaveIt() {
    StabilityRow kaiming = row("relu", "kaiming_normal", "none");
    StabilityRow xavier = row("relu", "xavier_uniform", "none");
    assertThat(kaiming.standing().get().rank()).isEqualTo(1);
    assertThat(xavier.standing().get().rank()).isEqualTo(1);
    assertThat(kaiming.standing().get().alike().get())
        .startsWith("same weight variance 0.00781 as xavier_uniform(gain=1.414")
        .endsWith(", and these seeds show no difference");
    assertThat(row("tanh", "lecun_normal", "none").standing().get().alike()).isEmpty();
  }

  @Test
  void anExponentialVerdictNamesTheFirstBadLayer() {
    Judgement backward = row("tanh", "xavier_uniform", "none").backwardJudgement().get();
    int bad = backward.firstBadLayer().getAsInt();
    // 2 decades at 0.041 a layer take 49 of them, from layer 99 on.
    assertThat(bad).isBetween(46, 54);
    assertThat(backward.evidence()).endsWith("first at layer " + bad);
  }

  /**
   * At width 128 theory is of first order in 100 / 128: over a hundred layers, whose z hang
   * together, that is good for a handful of standard errors, not for one.
   */
  @Test
  void everyLayerStandsBesideTheory() throws Exception {
    String files =
        "(FROM '%1$s/theory.parquet' UNION ALL BY NAME FROM '%1$s/theory.csv')"
            .formatted(run.resolve("report"));
    try (Duck duck = new Duck(run)) {
      assertThat(duck.rows("SELECT count(*), count(act_rms_z), min(n) FROM " + files))
          .isEqualTo(List.of(List.of(1000L, 1000L, 30L)));
      assertThat(duck.rows("SELECT count(*) FROM (SELECT DISTINCT * FROM " + files + ")"))
          .isEqualTo(List.of(List.of(500L)));
      assertThat(
              duck.rows(
                  "SELECT init FROM "
                      + files
                      + " WHERE abs(act_rms_z) > 6 OR abs(grad_growth_z) > 6"
                      + " OR abs(act_cosine_mean - act_cosine_mean_field) > 0.05"))
          .isEmpty();
    }
  }

  private static StabilityRow row(String activation, String init, String bias) {
    List<StabilityRow> rows =
        table.stream()
            .filter(row -> row.cell().get("activation").equals(activation))
            .filter(row -> row.cell().get("init").toString().startsWith(init))
            .filter(row -> row.cell().get("bias").toString().startsWith(bias))
            .toList();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }
}
