package io.evenkeel.nd4j;

import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;

/** Starts ND4J once in a process, which takes seconds. */
final class Nd4jLibrary {
  static {
    // One thread for each network: sums are then made in one order, and Spark's tasks are the
    // threads.
    Environment environment = Nd4j.getEnvironment();
    environment.setMaxThreads(1);
    environment.setMaxMasterThreads(1);
  }

  private Nd4jLibrary() {}

  /** Starts the library, or finds it started. */
  static void load() {
    // The static initialiser does it.
  }
}
