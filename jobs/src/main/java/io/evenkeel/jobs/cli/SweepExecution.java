package io.evenkeel.jobs.cli;

import io.evenkeel.analysis.ReportTables;
import io.evenkeel.analysis.console.StabilityText;
import io.evenkeel.analysis.scheme.CellsAndSchemes;
import io.evenkeel.analysis.scheme.SchemeTable;
import io.evenkeel.analysis.stability.StabilityReport;
import io.evenkeel.analysis.theory.TheoryReport;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.core.sweep.TrialStatus;
import io.evenkeel.jobs.run.HadoopSettings;
import io.evenkeel.jobs.run.RunFailure;
import io.evenkeel.jobs.run.RunLog;
import io.evenkeel.jobs.run.RunPlan;
import io.evenkeel.jobs.run.RunStatus;
import io.evenkeel.jobs.run.SparkSessions;
import io.evenkeel.jobs.run.SweepRun;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Runs or resumes a plan for a person at a terminal, and says how it ended. */
final class SweepExecution {
  /** Every trial has a result. */
  static final int DONE = 0;

  /** Some trials could not be computed. */
  static final int SOME_FAILED = 3;

  private static final int CELLS_SHOWN = 40;

  /** The last step of a run, when all of its tables are there. */
  interface Conclusion {
    /**
     * Gives the exit code if no trial failed.
     *
     * @param directory the run directory as every machine names it
     */
    int of(SparkSession spark, RunStatus status, String directory) throws IOException;
  }

  private final RunPlan plan;
  private final String location;
  private final Conclusion conclusion;
  private final PrintWriter err;

  /**
   * Ends with the stability table.
   *
   * @param location the run directory as the user names it
   * @param thresholds the boundaries between verdicts
   * @param json whether results are for programs
   * @param out for results
   * @param err for progress
   */
  SweepExecution(
      RunPlan plan,
      String location,
      Thresholds thresholds,
      boolean json,
      PrintWriter out,
      PrintWriter err) {
    this(
        plan,
        location,
        err,
        (spark, status, directory) -> {
          if (!json) {
            out.println(StatusText.line(status));
            out.flush();
          }
          CellsAndSchemes tables;
          try (TheoryProgress progress = new TheoryProgress(err, Terminal.present())) {
            tables = ReportTables.write(spark, directory, thresholds, progress);
          }
          TrainingSection training =
              TrainingSection.write(spark, directory, tables.cells(), thresholds);
          if (json) {
            out.println(document(status, tables, location));
            out.flush();
          } else {
            report(tables, training, location, thresholds, out);
          }
          return DONE;
        });
  }

  /**
   * @param location the run directory as the user names it
   * @param err for progress
   */
  SweepExecution(RunPlan plan, String location, PrintWriter err, Conclusion conclusion) {
    this.plan = plan;
    this.location = location;
    this.conclusion = conclusion;
    this.err = err;
  }

  /** Gives the process's exit code. */
  int run(Optional<String> master) throws IOException {
    SparkSessions.check(master);
    Store store = Store.at(location, HadoopSettings.current());
    ProgressLine progress = new ProgressLine(err, location, Terminal.present());
    SweepRun.claim(plan, store, progress::grows).repaired().forEach(progress::quarantined);
    String directory = store.location();
    RunLog log = new RunLog(store);
    try (Interruption interruption = new Interruption(() -> lastWord(progress, log))) {
      try {
        log.begin(plan, SparkSessions.master(master));
        int code =
            SparkSessions.during(
                "evenkeel " + plan.name(),
                master,
                progress::waiting,
                spark -> {
                  new SweepRun(plan, directory, progress).execute(spark);
                  int concluded = conclude(spark, store);
                  progress.finished();
                  return concluded;
                });
        log.end(code, "");
        return code;
      } catch (Exception e) { // what Spark throws while the JVM goes down is any of many
        if (interruption.began()) {
          return Interruption.CODE;
        }
        failed(log, e);
        throw e;
      } catch (LinkageError | VirtualMachineError e) {
        if (interruption.began()) {
          return Interruption.CODE;
        }
        failed(log, e);
        throw e;
      } finally {
        progress.close();
      }
    }
  }

  private int conclude(SparkSession spark, Store store) throws IOException {
    RunStatus status = RunStatus.read(store);
    if (!status.complete()) {
      throw new RunFailure(
          "%s; evenkeel verify %s finds what is wrong with the others, the same command"
                  .formatted(StatusText.line(status), location)
              + " makes them anew",
          null);
    }
    int code = conclusion.of(spark, status, store.location());
    return status.ended(TrialStatus.FAILED) > 0 ? SOME_FAILED : code;
  }

  /** Where the run directory takes no note either, the run's own error is the one to tell. */
  private static void failed(RunLog log, Throwable error) {
    try {
      log.end(CommandErrors.code(error), CommandErrors.line(error));
    } catch (IOException e) {
      error.addSuppressed(e);
    }
  }

  private static String document(RunStatus status, CellsAndSchemes tables, String location)
      throws IOException {
    return Json.object(
        object -> {
          StatusText.write(status, object);
          object.writeStringField("directory", location);
          object.writeStringField("table", location + "/" + StabilityReport.CSV);
          ResultsJson.cells(tables, object);
        });
  }

  private static void report(
      CellsAndSchemes tables,
      TrainingSection training,
      String location,
      Thresholds thresholds,
      PrintWriter out) {
    out.println();
    out.print(StabilityText.of(tables, thresholds, CELLS_SHOWN, Terminal.screen()));
    training.print(out);
    out.println();
    out.println("the same in %s/%s and .parquet".formatted(location, StabilityReport.CSV));
    out.println("schemes in %s/%s and .parquet".formatted(location, SchemeTable.FILES.csv()));
    out.println(
        "each layer beside theory in %s/%s and .parquet".formatted(location, TheoryReport.CSV));
    training.printPlaces(location, out);
    out.println("as a page, with charts: evenkeel report " + location);
    out.flush();
  }

  private void lastWord(ProgressLine progress, RunLog log) {
    progress.close();
    err.println();
    err.println(progress.interrupted());
    err.flush();
    try {
      log.interrupted(Interruption.code());
    } catch (IOException | RuntimeException e) { // Hadoop's file systems are going down, too
      err.println("evenkeel: the run log lacks this end: " + e.getMessage());
      err.flush();
    }
  }
}
