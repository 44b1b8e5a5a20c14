package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.analysis.ReportTables;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.training.CoordinateRow;
import io.evenkeel.analysis.training.TrainingRow;
import io.evenkeel.analysis.training.TrainingText;
import io.evenkeel.analysis.training.TrainingVerdicts;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.jobs.parquet.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts on the training of a run, from its tables. */
class TrainingRunTest {
  private static final RunPlan PLAN =
      Sweeps.plan(
          """
          name: trained
          defaults:
            {depth: 2, input_width: 16, batch: 8, readout_width: 4, activation: tanh,
             init: lecun_normal, loss: cross_entropy}
          grids:
            - {width: [64, 512], steps: 2, record: [1], lr: 1e-4, parametrization: [standard, mup(base_width=64)], seed: {from: 0, to: 4}}
            - {width: [32, 64], steps: 60, optimizer: momentum(beta=0.5), loss: mse, lr: [1e-6, 0.1, 0.3, 1e5], seed: {from: 0, to: 8}}
            - {width: [32, 64], steps: 0, loss: mse, seed: {from: 0, to: 59}}
          """);

  @TempDir private static Path shared;
  private static TrainingVerdicts verdicts;
  private static List<String> tables;

  @BeforeAll
  static void runOnce() throws IOException {
    SparkSession spark = LocalSpark.session();
    RunFolder run = new RunFolder(shared.resolve("run"));
    run.run(spark, PLAN);
    String location = run.root().toString();
    List<StabilityRow> rows = ReportTables.write(spark, location, Thresholds.DEFAULT);
    var folder = new io.evenkeel.analysis.cells.RunFolder(location, new Configuration());
    verdicts = TrainingVerdicts.of(folder, rows, Thresholds.DEFAULT);
    tables = verdicts.write(folder).stream().map(table -> table.csv()).toList();
  }

  private static List<TrainingRow> ofMomentum() {
    return verdicts.training().stream()
        .filter(row -> ((String) row.cell().get("optimizer")).startsWith("momentum"))
        .toList();
  }

  @Test
  void theRateIsChosenAndTheForecastIsOfTheSameNetworksWithoutTraining() {
    assertThat(ofMomentum()).hasSize(2);
    for (TrainingRow row : ofMomentum()) {
      assertThat(row.cell().lr()).isBetween(0.1, 0.3);
      assertThat(row.choosing()).isEqualTo(3);
      assertThat(row.trained()).isEqualTo(6);
      assertThat(row.verdictText()).isEqualTo("trains");
      assertThat(row.divergingRate()).hasValue(1e5);
      assertThat(row.forecast()).contains(true);
      assertThat(row.agrees()).contains(true);
    }
  }

  /** At these widths exponents are met to 0.3, as in the test of courses. */
  @Test
  void changesGrowAsTheoryHasIt() {
    List<CoordinateRow> rows =
        verdicts.coordinates().stream().filter(row -> row.cell().steps() == 2).toList();
    assertThat(rows).hasSize(2 * 2 * 3);
    for (CoordinateRow row : rows) {
      assertThat(row.exponent().mean().getAsDouble())
          .as("%s %s", row.cell().get("parametrization"), row.roleText())
          .isCloseTo(row.predicted().getAsDouble(), within(0.3));
    }
  }

  @Test
  void tablesAndTextSayTheSame() throws IOException {
    assertThat(tables)
        .containsExactly("report/training.csv", "report/coordinates.csv", "report/lr_transfer.csv");
    List<String> csv = Files.readAllLines(shared.resolve("run").resolve("report/training.csv"));
    assertThat(csv).hasSize(1 + verdicts.training().size());
    assertThat(csv.get(0)).contains(",best_lr,").endsWith(",forecast_agrees");
    String text = String.join("\n", TrainingText.of(verdicts, 40));
    assertThat(text)
        .contains("forecast and training agree in 2 of ")
        .contains("@1.00e5")
        .contains("coordinates after the last step");
  }
}
