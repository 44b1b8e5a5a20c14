package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.analysis.ReportTables;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.jobs.parquet.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Narrow linear networks: schemes of equal weight variance whose networks differ. */
class EqualVarianceTest {
  private static final String SWEEP =
      """
      name: narrow
      grids:
        - depth: 100
          width: [2, 4, 8]
          batch: 1
          activation: linear
          init: [lecun_normal, lecun_uniform, kaiming_normal(nonlinearity=linear)]
          engine: explicit
          backward: false
          seed: {from: 0, to: 199}
      """;

  /** Steps from the first layer to the last. */
  private static final int STEPS = 99;

  private static List<StabilityRow> table;

  @BeforeAll
  static void runOnce(@TempDir Path folder) throws IOException {
    SparkSession spark = LocalSpark.session();
    String location = folder.resolve("run").toString();
    new SweepRun(Sweeps.plan(SWEEP), location, new RunFolder.Heard()).execute(spark);
    table = ReportTables.write(spark, location, Thresholds.DEFAULT);
  }

  /**
   * A layer of n Gaussian weights per unit multiplies a row's square by chi^2_n / n: its logarithm
   * has the mean psi(n / 2) - ln(n / 2) and the variance psi'(n / 2).
   */
  @ParameterizedTest
  @CsvSource({"2, -0.5772156649, 1.6449340668", "4, -0.2703628455, 0.6449340668"})
  void normalWeightsHaveTheRateOfTheirClosedForm(int width, double mean, double variance) {
    Sample rate = row(width, "lecun_normal").summary().forward().rate();
    double error = Math.sqrt(variance / STEPS / 200) / 2 / Math.log(10);
    // The std of a row stands for its size: their ratio adds a bounded change to a hundred layers.
    double bounded = 2.0 / STEPS;
    assertThat(rate.mean()).isCloseTo(mean / 2 / Math.log(10), within(5 * error + bounded));
  }

  @Test
  void schemesThatTheSeedsTellApartDoNotShareARank() {
    StabilityRow normal = row(4, "lecun_normal");
    StabilityRow uniform = row(4, "lecun_uniform");
    assertThat(normal.standing().get().rank()).isNotEqualTo(uniform.standing().get().rank());
    assertThat(uniform.standing().get().alike()).isEmpty();
    assertThat(normal.standing().get().alike())
        .hasValueSatisfying(
            words ->
                assertThat(words)
                    .startsWith("equal in law to kaiming_normal")
                    .doesNotContain("uniform"));
  }

  @Test
  void equalVarianceIsNeverCalledEqualInLaw() {
    for (StabilityRow row : table) {
      String init = String.valueOf(row.cell().get("init"));
      String alike = row.standing().get().alike().orElse("");
      if (init.equals("lecun_uniform")) {
        assertThat(alike).doesNotContain("equal in law");
      } else {
        assertThat(alike).contains("equal in law to ").doesNotContain("law to lecun_uniform");
      }
    }
  }

  private static StabilityRow row(int width, String init) {
    List<StabilityRow> rows =
        table.stream()
            .filter(row -> row.cell().get("width").equals(width))
            .filter(row -> row.cell().get("init").equals(init))
            .toList();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }
}
