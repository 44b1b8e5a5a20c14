package io.evenkeel.jobs.run;

import org.apache.hadoop.conf.Configuration;

/**
 * Hadoop's settings without Spark: those of Hadoop's own files, and those given to spark-submit.
 */
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
