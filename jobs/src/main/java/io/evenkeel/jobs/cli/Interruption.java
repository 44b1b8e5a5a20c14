package io.evenkeel.jobs.cli;

import io.evenkeel.jobs.run.SparkSessions;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Prints a last message when the process is told to stop (Ctrl-C, SIGTERM) while a command uses
 * Spark, and silences everything else: Spark and Scala would print stack traces of unfinished work.
 * The JVM then ends by itself with 128 + the signal's number: 130 for Ctrl-C, 143 for SIGTERM.
 */
final class Interruption implements AutoCloseable {
  /** The exit code after Ctrl-C. */
  static final int CODE = 130;

  /** The exit code after SIGTERM. */
  private static final int TERMINATED = 143;

  /** The thread in which the JVM handles that signal while its hooks run. */
  private static final String TERMINATING = "SIGTERM handler";

  private final Thread hook;

  /**
   * @param lastWord called once, from another thread, while the JVM is going down
   */
  Interruption(Runnable lastWord) {
    hook = new Thread(() -> speak(lastWord), "evenkeel-interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static void speak(Runnable lastWord) {
    SparkSessions.silence();
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    lastWord.run();
  }

  /** Whether the JVM is going down: what fails now fails because of that. */
  boolean began() {
    try {
      if (Runtime.getRuntime().removeShutdownHook(hook)) {
        Runtime.getRuntime().addShutdownHook(hook);
      }
      return false;
    } catch (IllegalStateException shuttingDown) {
      return true;
    }
  }

  /** The code with which the process ends once its hooks have run. */
  static int code() {
    boolean terminated =
        Thread.getAllStackTraces().keySet().stream()
            .anyMatch(thread -> thread.getName().equals(TERMINATING));
    return terminated ? TERMINATED : CODE;
  }

  /** Ends the watch, because the work is done and cannot be interrupted any more. */
  @Override
  public void close() {
    if (!began()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
