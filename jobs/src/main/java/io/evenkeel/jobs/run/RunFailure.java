package io.evenkeel.jobs.run;

/** The machinery failed, not the numbers; the message is one line for the user. */
public final class RunFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed, where, and what to do, on one line
   * @param cause may be null
   */
  public RunFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
