package io.evenkeel.jobs.run;

/**
 * A failure of the infrastructure, not of a trial, that would occur again; the message is one line
 * for the user. If a task throws it, the run ends at once, because no other task would succeed.
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
