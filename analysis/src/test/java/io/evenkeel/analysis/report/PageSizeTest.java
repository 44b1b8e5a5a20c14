package io.evenkeel.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.LocalSpark;
import io.evenkeel.analysis.ReportTables;
import io.evenkeel.analysis.RunFixture;
import io.evenkeel.analysis.SampleRows;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.training.TrainingVerdicts;
import io.evenkeel.analysis.verdict.Thresholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many cells a sweep has and however long their names are, the page stays small. */
class PageSizeTest {
  private static final int CELLS = 5_000;

  @Test
  void aSweepOfManyLongNamedCellsStillMakesASmallPage(@TempDir Path run) throws IOException {
    SparkSession spark = LocalSpark.session();
    new RunFixture().write(run); // curves are looked for, none found
    ReportTables.write(spark, run.toString(), Thresholds.DEFAULT);
    StabilityRow sample = SampleRows.stable();
    List<StabilityRow> rows = new ArrayList<>();
    for (int i = 0; i < CELLS; i++) {
      String init = "variance_scaling(scale=" + "1".repeat(i % 2_000) + i + ")";
      rows.add(
          SampleRows.row(
              SampleRows.cell("tanh", init),
              new long[] {30, 0, 0, 0},
              null,
              sample.summary().actStd(),
              sample.summary().forward(),
              sample.summary().backward(),
              2.5));
    }
    String answer =
        HtmlReport.write(
            spark, run.toString(), rows, TrainingVerdicts.NONE, ReportFixture.provenance("large"));
    assertThat(answer).contains("All 5,000 cells stay stable both ways");
    Path page = run.resolve(HtmlReport.PAGE);
    assertThat(Files.size(page)).isLessThanOrEqualTo(HtmlReport.LARGEST);
    assertThat(Files.readString(page))
        .contains("of 5,000 cells, by the worst of the three verdicts")
        .contains("report/stability.csv has them all");
  }
}
