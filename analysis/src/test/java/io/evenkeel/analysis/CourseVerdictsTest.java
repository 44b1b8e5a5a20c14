package io.evenkeel.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.stability.StabilityTable;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.analysis.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How signals move, and what becomes of the angles between inputs, in cells whose courses are
 * spelled out: a test's cell is the one whose initialiser has the test's name for it.
 */
class CourseVerdictsTest {
  /** As few as can decide that a cell is stable, and one more. */
  private static final int SEEDS = 30;

  private static final SparkSession SPARK = LocalSpark.session();

  private static List<StabilityRow> table;

  @BeforeAll
  static void computeOnce(@TempDir Path folder) throws IOException {
    RunFixture run = new RunFixture();
    cells(run);
    run.write(folder);
    table = StabilityTable.compute(SPARK, folder.toString(), Thresholds.DEFAULT);
  }

  /** Seeds that differ a little, so that intervals have a width. */
  private static void cells(RunFixture run) {
    IntStream.range(0, SEEDS)
        .forEach(
            seed -> {
              double little = seed % 5 / 1e4;
              run.trial("power law", 64, seed)
                  .withCosine(layer -> 1 - Math.pow(layer + 1, -2 + little))
                  .layers(
                      layer -> Math.pow(layer + 1, -2 + little),
                      layer -> (1.5 + little) * Math.log10(layer + 1));
              run.trial("exponential", 64, seed)
                  .withCosine(layer -> 1 - Math.pow(0.9 - little, layer))
                  .layers(layer -> Math.pow(0.9 - little, layer), layer -> (63 - layer) * 0.05);
              run.trial("chaos", 64, seed)
                  .withCosine(layer -> 0.4 + little)
                  .layers(layer -> 1, layer -> (63 - layer) * (0.05 + little));
              run.trial("rows alike", 64, seed)
                  .withCosine(layer -> 1)
                  .layers(layer -> 1, layer -> 0);
              run.trial("frozen rows", 64, seed)
                  .withCosine(layer -> 1 - Math.pow(10, -0.1 * layer + little))
                  .layers(layer -> 1, layer -> -(63 - layer) * 0.05);
              for (double highest : new double[] {0.1, 1}) {
                run.trial("jump, up to " + highest, 64, seed)
                    .with("activation", "threshold(threshold=0.2,value=-0.3)")
                    .withLayers("pre_min", layer -> -1)
                    .withLayers("pre_max", layer -> highest)
                    .withCosine(layer -> 0.2 + little)
                    .layers(layer -> 1, layer -> -(63 - layer) * 0.25);
              }
              run.trial("no gradients", 64, seed)
                  .with("backward", false)
                  .withCosine(layer -> 1 - Math.pow(layer + 1, -2 + little))
                  .layers(layer -> 1, layer -> 0);
            });
  }

  @Test
  void aPowerLawIsNoExponential() {
    StabilityRow powerLaw = row("power law");
    assertVerdicts(powerLaw, Verdict.POWER_LAW, Verdict.POWER_LAW);
    Judgement forward = powerLaw.forwardJudgement().get();
    // Six times five seeds: -2 + 2e-4 in the mean.
    assertThat(forward.exponent().get()).isCloseTo(-1.9998, within(1e-9));
    assertThat(forward.rate().get()).isCloseTo(-1.9998 * Math.log(64) / 63, within(1e-9));
    assertThat(powerLaw.backwardJudgement().get().exponent().get()).isCloseTo(1.5002, within(1e-9));
    assertVerdicts(row("exponential"), Verdict.VANISHING, Verdict.EXPLODING);
    // 0.05 (d - 1) <= 1 + log10(d) / 2 holds up to d = 38: 1.85 <= 1.79 fails there, 1.80 at 37
    // too.
    assertThat(row("exponential").backwardJudgement().get().depthAllowed()).hasValue(36);
  }

  @Test
  void rowsAreJudgedByTheirAnglesAndByAlikeInputs() {
    // Of "power law" alike inputs come apart slowly: as 64^2 / 64^1.5.
    assertThat(row("power law").correlationVerdict()).hasValue(Verdict.CRITICAL);
    assertThat(row("no gradients").correlationVerdict()).hasValue(Verdict.CRITICAL);
    assertThat(row("no gradients").correlationJudgement().get().exponent().get())
        .isCloseTo(-1.9998, within(1e-6));
    assertThat(row("chaos").correlationVerdict()).hasValue(Verdict.CHAOTIC);
    assertThat(row("rows alike").correlationVerdict()).hasValue(Verdict.ORDERED);
  }

  @Test
  void rowsThatTurnAlikeTogetherWithTheirNeighboursAreOrdered() {
    StabilityRow row = row("frozen rows");
    assertThat(row.correlationVerdict()).hasValue(Verdict.ORDERED);
    // 2 * 0.05 decades per layer, down to the resolution.
    assertThat(row.correlationJudgement().get().rate().get())
        .isCloseTo(-0.1 * Math.log(10), within(1e-3));
  }

  @Test
  void inputsPartWhereUnitsAreOnBothSidesOfAJumpWhateverGradientsDo() {
    StabilityRow felt = row("jump, up to 1.0");
    assertThat(felt.correlationVerdict()).hasValue(Verdict.CHAOTIC);
    assertThat(felt.correlationJudgement().get().evidence()).contains("where the activation jumps");
    assertThat(row("jump, up to 0.1").correlationVerdict()).hasValue(Verdict.ORDERED);
  }

  /** 1 - |cosine| falls by 0.1 decades a layer, while the cosine's mean stays 0. */
  private static RunFixture onOneLine(String init) {
    RunFixture run = new RunFixture();
    for (int seed = 0; seed < SEEDS; seed++) {
      double little = seed / 1e4;
      run.trial(init, 64, seed)
          .withCosine(layer -> little)
          .withLayers("act_cosine_magnitude", layer -> 1 - Math.pow(10, -(0.1 + little) * layer))
          .layers(layer -> 1, layer -> little * layer);
    }
    return run;
  }

  @Test
  void rowsOnOneLineHaveCollapsedWhateverTheirSigns(@TempDir Path run) throws IOException {
    onOneLine("lecun_normal").write(run);
    StabilityRow row = StabilityTable.compute(SPARK, run.toString(), Thresholds.DEFAULT).get(0);
    assertThat(row.correlationVerdict()).hasValue(Verdict.ORDERED);
    assertThat(row.correlationJudgement().get().rate().get())
        .isCloseTo(-0.10145 * Math.log(10), within(1e-2));
  }

  @Test
  void tablesOfTheFirstSchemaAreJudgedByTheMeanCosine(@TempDir Path run) throws IOException {
    onOneLine("lecun_normal").writeOldSchema(run);
    StabilityRow row = StabilityTable.compute(SPARK, run.toString(), Thresholds.DEFAULT).get(0);
    assertThat(row.correlationVerdict()).hasValue(Verdict.CRITICAL);
  }

  /** Both cells are stable both ways; one keeps its inputs apart. */
  @Test
  void inputsThatCollapseCostTheRank(@TempDir Path folder) throws IOException {
    RunFixture run = onOneLine("lecun_normal");
    for (int seed = 0; seed < SEEDS; seed++) {
      double little = seed / 1e4;
      run.trial("orthogonal", 64, seed)
          .withCosine(layer -> 0.1 + little)
          .layers(layer -> 1, layer -> 2 * little * layer);
    }
    run.write(folder);
    List<StabilityRow> rows = StabilityTable.compute(SPARK, folder.toString(), Thresholds.DEFAULT);
    assertThat(rows)
        .extracting(row -> row.cell().init())
        .containsExactly("orthogonal", "lecun_normal");
    assertThat(rows).extracting(row -> row.standing().get().rank()).containsExactly(1, 2);
    assertThat(rows).allMatch(row -> row.forwardVerdict().get() == Verdict.STABLE);
    assertThat(rows).allMatch(row -> row.backwardVerdict().get() == Verdict.STABLE);
    assertThat(rows.get(1).standing().get().reason()).contains(", inputs ordered");
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
}
