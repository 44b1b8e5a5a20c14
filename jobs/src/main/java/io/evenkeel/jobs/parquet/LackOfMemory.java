package io.evenkeel.jobs.parquet;

/** Tells which failed trials would be computed by a process with more memory. */
final class LackOfMemory {
  private LackOfMemory() {}

  /**
   * Whether a trial failed for a lack of memory.
   *
   * @param reason of a row with status {@code failed}: the error's class name, then its message
   */
  static boolean is(String reason) {
    return reason.startsWith(OutOfMemoryError.class.getName());
  }
}
