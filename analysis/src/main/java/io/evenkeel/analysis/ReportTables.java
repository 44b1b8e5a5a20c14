package io.evenkeel.analysis;

import io.evenkeel.analysis.cells.CellProgress;
import io.evenkeel.analysis.cells.RunCells;
import io.evenkeel.analysis.cells.RunFolder;
import io.evenkeel.analysis.scheme.CellsAndSchemes;
import io.evenkeel.analysis.scheme.SchemeRow;
import io.evenkeel.analysis.scheme.SchemeTable;
import io.evenkeel.analysis.stability.StabilityReport;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.stability.StabilityTable;
import io.evenkeel.analysis.theory.TheoryReport;
import io.evenkeel.analysis.verdict.Thresholds;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Writes the tables in the folder {@code report/} of a run. */
public final class ReportTables {
  private ReportTables() {}

  /**
   * Judges what is published and writes the tables, replacing older ones.
   *
   * @param location the run directory
   * @return the stability table, best first
   */
  public static List<StabilityRow> write(SparkSession spark, String location, Thresholds thresholds)
      throws IOException {
    return write(spark, location, thresholds, CellProgress.SILENT).cells();
  }

  /**
   * Judges what is published and writes the tables, with a progress report.
   *
   * @param progress receives how many cells have been compared with theory, which takes longest
   */
  public static CellsAndSchemes write(
      SparkSession spark, String location, Thresholds thresholds, CellProgress progress)
      throws IOException {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    try (RunCells cells = RunCells.read(spark, location, thresholds.limits())) {
      List<StabilityRow> rows =
          StabilityTable.withPrecision(
              StabilityTable.of(cells, thresholds), new RunFolder(location, configuration));
      StabilityReport.write(rows, location, configuration);
      List<SchemeRow> schemes = SchemeTable.of(rows);
      SchemeTable.FILES.write(new RunFolder(location, configuration), schemes);
      TheoryReport.write(cells, location, configuration, progress);
      return new CellsAndSchemes(rows, schemes);
    }
  }
}
