package io.evenkeel.jobs.run;

import java.util.List;
import java.util.Locale;

/** What a Java process of Evenkeel must not take over from its surroundings. */
public final class ProcessSettings {
  private static final List<String> LOG_LEVELS =
      List.of("log4j2.StatusLogger.level", "log4j2.defaultStatusLevel");

  private static final String STREAM_TYPE = "spark.hadoop.fs.s3a.input.stream.type";

  private ProcessSettings() {}

  /**
   * Numbers are written with the digits 0 to 9 and a decimal point, and words are compared by the
   * rules of no language, whatever the locale of the machine.
   */
  public static void neutralLocale() {
    Locale.setDefault(Locale.ROOT);
  }

  /**
   * Keeps Log4j's remarks about itself to itself, such as that this machine's name does not
   * resolve. The system properties {@code log4j2.StatusLogger.level} and {@code
   * log4j2.defaultStatusLevel} ask for them.
   */
  public static void quietLog() {
    for (String property : LOG_LEVELS) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, "OFF");
      }
    }
  }

  /**
   * Reads from S3 by the stream that tries again when a connection is lost. Another value of the
   * system property asks for another stream; spark-submit's {@code --conf} sets it, too.
   */
  public static void steadyStreams() {
    if (System.getProperty(STREAM_TYPE) == null) {
      System.setProperty(STREAM_TYPE, "classic");
    }
  }

  /** Whether YARN has started this process as a driver, for {@code --deploy-mode cluster}. */
  public static boolean startedByYarn() {
    return System.getProperty("spark.yarn.app.id") != null
        && "cluster".equals(System.getProperty("spark.submit.deployMode"));
  }

  /**
   * Before anything native is loaded: see {@link NativeFolder}.
   *
   * @throws RunFailure if native libraries can be unpacked nowhere
   */
  public static void nativeFolder() {
    NativeFolder.choose();
  }
}
