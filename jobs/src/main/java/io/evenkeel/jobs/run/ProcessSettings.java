package io.evenkeel.jobs.run;

import java.util.List;
import java.util.Locale;

/** Settings of a Java process of Evenkeel that must not depend on its environment. */
public final class ProcessSettings {
  private static final List<String> LOG_LEVELS =
      List.of("log4j2.StatusLogger.level", "log4j2.defaultStatusLevel");

  private static final String STREAM_TYPE = "spark.hadoop.fs.s3a.input.stream.type";

  private ProcessSettings() {}

  /**
   * Makes output independent of the locale: numbers have the digits 0 to 9 and a decimal point, and
   * words are compared without the rules of any language.
   */
  public static void neutralLocale() {
    Locale.setDefault(Locale.ROOT);
  }

  /**
   * Suppresses Log4j's messages about itself, such as one that this machine's name does not
   * resolve. The system properties {@code log4j2.StatusLogger.level} and {@code
   * log4j2.defaultStatusLevel} turn them on.
   */
  public static void quietLog() {
    for (String property : LOG_LEVELS) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, "OFF");
      }
    }
  }

  /**
   * Chooses the stream for S3 that tries again when a connection is lost. If the system property
   * has another value, which spark-submit's {@code --conf} can set, that stream is used.
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
   * Chooses the folder of native libraries, see {@link NativeFolder}; to be called before anything
   * native is loaded.
   *
   * @throws RunFailure if native libraries can be unpacked nowhere
   */
  public static void nativeFolder() {
    NativeFolder.choose();
  }
}
