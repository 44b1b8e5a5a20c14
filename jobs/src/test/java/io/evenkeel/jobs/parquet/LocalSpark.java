package io.evenkeel.jobs.parquet;

import io.evenkeel.jobs.run.SparkSessions;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** A two-core Spark inside the tests' JVM, one for all of them; it ends with the JVM. */
public final class LocalSpark {
  private static final SparkSession SESSION =
      SparkSessions.open("test", Optional.of("local[2]"), said -> {});

  private LocalSpark() {}

  public static SparkSession session() {
    return SESSION;
  }
}
