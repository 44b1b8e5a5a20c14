package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.sweep.TrialStatus;
import io.evenkeel.jobs.parquet.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of a sweep that trains: a third table, and courses that end early. */
class CourseRunTest {
  private static final RunPlan PLAN =
      Sweeps.plan(
          """
          name: course
          defaults: {depth: 2, width: 32, activation: relu, init: kaiming_normal, readout_width: 4, loss: mse}
          grids:
            - {steps: 6, record: [2], optimizer: [sgd, adam], lr: [0.01, 1e6], seed: {from: 0, to: 3}}
            - {steps: 0, seed: {from: 0, to: 1}}
          """);

  private static final String STEPS = "steps/shard-000000.parquet";
  private static final String TRIALS = "trials/shard-000000.parquet";

  @TempDir private static Path shared;
  private static SparkSession spark;
  private static RunFolder reference;

  @TempDir private Path folder;

  @BeforeAll
  static void runOnce() throws IOException {
    spark = LocalSpark.session();
    reference = new RunFolder(shared.resolve("reference"));
    reference.run(spark, PLAN);
  }

  @Test
  void everyStepIsThereAndDivergenceIsAResult() throws IOException, SQLException {
    assertThat(reference.problems()).isEmpty();
    reference.assertTidy();
    RunStatus status = RunStatus.read(reference.store());
    assertThat(status.ended(TrialStatus.OK) + status.ended(TrialStatus.NONFINITE)).isEqualTo(18);
    try (Duck duck = new Duck(reference.root())) {
      String steps = "'" + reference.root() + "/steps/*.parquet'";
      assertThat(duck.number("SELECT count(*) FROM trials WHERE steps = 0")).isEqualTo(2);
      assertThat(
              duck.number(
                  "SELECT count(*) FROM (SELECT trial_id FROM %s WHERE lr < 1 GROUP BY ALL HAVING"
                          .formatted(steps)
                      + " count(*) = 7 AND max(step) = 6 AND max(loss_mean) < 1e3)"))
          .isEqualTo(8);
      assertThat(
              duck.number(
                  "SELECT count(*) FROM trials WHERE lr > 1 AND optimizer = 'sgd' AND status ="
                      + " 'nonfinite' AND first_nonfinite_step BETWEEN 1 AND 6 AND"
                      + " first_nonfinite_layer IS NOT NULL"))
          .isEqualTo(4);
      assertThat(duck.number("SELECT count(*) FROM layers WHERE lr < 1 AND steps = 6"))
          .isEqualTo(8 * 3 * 3);
      assertThat(duck.number("SELECT count(*) FROM layers WHERE steps = 0 AND step = 0"))
          .isEqualTo(2 * 3);
      assertThat(
              duck.number(
                  "SELECT count(*) FROM layers WHERE (step = 0) <> (act_change_rms IS NULL)"))
          .isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "cut", "changed"})
  void damagedStepsAreNamedAndMadeAnew(String damage) throws IOException {
    RunFolder run = new RunFolder(folder.resolve("run"));
    for (String name : List.of("plan.json", "layers/shard-000000.parquet", STEPS, TRIALS)) {
      Files.createDirectories(run.file(name).getParent());
      Files.copy(reference.file(name), run.file(name));
    }
    byte[] bytes = Files.readAllBytes(run.file(STEPS));
    Files.delete(run.file(STEPS));
    if (damage.equals("cut")) {
      Files.write(run.file(STEPS), Arrays.copyOf(bytes, bytes.length / 2));
    } else if (damage.equals("changed")) {
      bytes[bytes.length / 2] ^= 1;
      Files.write(run.file(STEPS), bytes);
    }
    assertThat(run.problems()).hasSize(1).first().asString().startsWith(STEPS);
    assertThat(run.run(spark, PLAN)).isEqualTo(1);
    assertThat(run.problems()).isEmpty();
    assertThat(run.hashes()).isEqualTo(reference.hashes());
  }

  @Test
  void aSweepWithoutTrainingHasNoTableOfSteps() throws IOException {
    RunPlan still =
        Sweeps.plan(
            "{name: s, defaults: {depth: 2, width: 8, activation: relu, init: lecun_normal}}");
    RunFolder run = new RunFolder(folder.resolve("run"));
    run.run(spark, still);
    assertThat(run.store().list("")).doesNotContain("steps");
    assertThat(run.problems()).isEmpty();
    Map<String, String> before = run.hashes();
    assertThat(run.run(spark, still)).isZero();
    assertThat(run.hashes()).isEqualTo(before);
  }
}
