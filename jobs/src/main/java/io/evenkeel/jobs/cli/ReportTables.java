package io.evenkeel.jobs.cli;

import io.evenkeel.analysis.StabilityReport;
import io.evenkeel.analysis.StabilityRow;
import io.evenkeel.analysis.StabilityTable;
import io.evenkeel.analysis.TheoryReport;
import io.evenkeel.analysis.Thresholds;
import io.evenkeel.jobs.run.RunPlan;
import io.evenkeel.jobs.run.SparkSessions;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The tables of a run's {@code report/}. */
final class ReportTables {
  private ReportTables() {}

  /**
   * Judges what is published and writes the tables, replacing older ones.
   *
   * @param location the run directory
   * @return the stability table, best first
   */
  static List<StabilityRow> write(
      SparkSession spark, RunPlan plan, String location, Thresholds thresholds) throws IOException {
    SparkSessions.expectTables(spark, plan);
    List<StabilityRow> rows = StabilityTable.compute(spark, location, thresholds);
    StabilityReport.write(rows, location, spark.sparkContext().hadoopConfiguration());
    TheoryReport.write(spark, location);
    return rows;
  }
}
