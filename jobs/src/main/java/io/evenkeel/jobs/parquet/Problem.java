package io.evenkeel.jobs.parquet;

/**
 * Something wrong with a run directory.
 *
 * @param file the file, relative to the directory
 * @param what what is wrong with it, on one line
 */
public record Problem(String file, String what) {
  /** {@code <file>: <what>}. */
  public String text() {
    return file + ": " + what;
  }
}
