package io.evenkeel.jobs.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of Evenkeel that runs; part of every file it publishes. */
public final class CodeVersion {
  private static final String VERSION = read();

  private CodeVersion() {}

  /** For example {@code 0.1.0}. */
  public static String current() {
    return VERSION;
  }

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = CodeVersion.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = properties.getProperty("version");
    if (version == null) {
      throw new IllegalStateException("version.properties names no version; build Evenkeel anew");
    }
    return version;
  }
}
