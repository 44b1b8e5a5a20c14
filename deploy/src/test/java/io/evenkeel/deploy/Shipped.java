package io.evenkeel.deploy;

import java.nio.file.Path;

/** Where the build put what ships. */
final class Shipped {
  static final Path DEPLOY = Path.of(System.getProperty("evenkeel.deploy")).toAbsolutePath();
  static final Path LAUNCHER = DEPLOY.resolve("bin/evenkeel");
  static final Path TARGET = DEPLOY.resolve("target");
  static final Path APP_JAR = TARGET.resolve("evenkeel-app.jar");
  static final Path SPARK_HOME = TARGET.resolve("spark");
  static final Path JVM_OPTIONS = TARGET.resolve("launcher/jvm.options");

  /** The Java these tests run on. */
  static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  private Shipped() {}
}
