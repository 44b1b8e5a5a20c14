package io.evenkeel.jobs.run;

/**
 * The machinery failed, not the numbers, and would again; the message is one line for the user.
 * Thrown by a task it ends the run at once: no other task would fare better.
 */
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
