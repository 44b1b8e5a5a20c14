package io.evenkeel.jobs.cli;

import io.evenkeel.jobs.reproduce.Comparison;
import io.evenkeel.jobs.reproduce.Reproduction;
import io.evenkeel.jobs.run.RunStatus;
import java.io.IOException;
import java.io.PrintWriter;
import org.apache.spark.sql.SparkSession;

/**
 * Says whether published results agree with a run. It is not a part of its command's class, because
 * every command loads that class and must not need Spark.
 *
 * @param json whether for programs
 */
record ReproduceConclusion(
    Reproduction reproduction, boolean json, PrintWriter out, PrintWriter err)
    implements SweepExecution.Conclusion {
  /** A published result and the measured one do not agree. */
  static final int DISAGREES = 1;

  @Override
  public int of(SparkSession spark, RunStatus status, String directory) throws IOException {
    err.println(StatusText.line(status));
    Comparison comparison = reproduction.compare(spark, directory);
    if (json) {
      out.println(Json.object(comparison::write));
    } else {
      comparison.lines().forEach(out::println);
    }
    out.flush();
    if (comparison.agrees()) {
      return SweepExecution.DONE;
    }
    err.println("evenkeel: " + comparison.closing());
    err.flush();
    return DISAGREES;
  }
}
