package io.evenkeel.jobs.parquet;

/** The message of parquet-java about a file that it cannot read, on one line. */
final class Damage {
  private Damage() {}

  static String describe(Throwable error) {
    String message =
        error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    return "unreadable (" + message.lines().findFirst().orElse("").strip() + ")";
  }
}
