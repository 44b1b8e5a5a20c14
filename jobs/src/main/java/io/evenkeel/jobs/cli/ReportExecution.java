package io.evenkeel.jobs.cli;

import io.evenkeel.analysis.ReportTables;
import io.evenkeel.analysis.cells.RunFolder;
import io.evenkeel.analysis.report.HtmlReport;
import io.evenkeel.analysis.report.Provenance;
import io.evenkeel.analysis.scheme.CellsAndSchemes;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.jobs.run.AttemptTable;
import io.evenkeel.jobs.run.CodeVersion;
import io.evenkeel.jobs.run.PlanFile;
import io.evenkeel.jobs.run.RunStatus;
import io.evenkeel.jobs.run.SparkSessions;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Makes a report; it is not a part of its command's class, because every command loads that class
 * and must not need Spark.
 */
final class ReportExecution {
  private ReportExecution() {}

  /**
   * What a report found.
   *
   * @param tables of cells and schemes
   * @param answer what the sweep found, in one sentence
   * @param training what there is to say of training
   */
  record Findings(CellsAndSchemes tables, String answer, TrainingSection training) {}

  /**
   * Starts Spark, judges what is published, writes tables, page and pictures.
   *
   * @param location the run directory
   * @param master a Spark master URL; empty for what spark-submit says, else every local core
   * @param err for progress
   */
  static Findings run(
      String location,
      RunStatus status,
      Thresholds thresholds,
      Optional<String> master,
      PrintWriter err)
      throws IOException {
    PlanFile plan = status.plan();
    return SparkSessions.during(
        "evenkeel report " + plan.name(),
        master,
        err::println,
        spark -> {
          SparkSessions.expectTables(spark, plan.rebuild());
          CellsAndSchemes tables;
          try (TheoryProgress progress = new TheoryProgress(err, Terminal.present())) {
            tables = ReportTables.write(spark, location, thresholds, progress);
          }
          List<StabilityRow> rows = tables.cells();
          TrainingSection training = TrainingSection.write(spark, location, rows, thresholds);
          Configuration configuration = spark.sparkContext().hadoopConfiguration();
          AttemptTable.FILES.write(
              new RunFolder(location, configuration),
              AttemptTable.read(Store.at(location, configuration)));
          String answer =
              HtmlReport.write(
                  spark, location, rows, training.verdicts(), provenance(status, thresholds));
          return new Findings(tables, answer, training);
        });
  }

  private static Provenance provenance(RunStatus status, Thresholds thresholds) {
    PlanFile plan = status.plan();
    return new Provenance(
        plan.name(),
        plan.codeVersion(),
        CodeVersion.current(),
        plan.planHash(),
        plan.trials(),
        status.done(),
        thresholds,
        plan.sweep());
  }
}
