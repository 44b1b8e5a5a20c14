package io.evenkeel.jobs.run;

import org.apache.hadoop.conf.Configuration;

/** Hadoop's settings where no Spark runs: its own files, and what spark-submit was given. */
public final class HadoopSettings {
  private static final String PREFIX = "spark.hadoop.";

  private HadoopSettings() {}

  /** The files on the class path, overridden by system properties {@code spark.hadoop.*}. */
  public static Configuration current() {
    HadoopUser.ensure();
    Configuration configuration = new Configuration();
    System.getProperties()
        .forEach(
            (key, value) -> {
              if (key.toString().startsWith(PREFIX)) {
                configuration.set(key.toString().substring(PREFIX.length()), value.toString());
              }
            });
    return configuration;
  }
}
