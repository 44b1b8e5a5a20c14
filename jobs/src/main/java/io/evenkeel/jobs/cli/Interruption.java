package io.evenkeel.jobs.cli;

/**
 * Says a last word when the process is told to stop (Ctrl-C, SIGTERM) while a run is under way. The
 * JVM then ends by itself with 128 + the signal's number: 130 for Ctrl-C.
 */
final class Interruption implements AutoCloseable {
  private final Thread hook;

  /**
   * @param lastWord called once, from another thread, while the JVM is going down
   */
  Interruption(Runnable lastWord) {
    hook = new Thread(lastWord, "evenkeel-interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
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

  /** The run is over: nothing is left to interrupt. */
  @Override
  public void close() {
    if (!began()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
