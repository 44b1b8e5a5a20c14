package io.evenkeel.analysis.text;

/**
 * Where tables are read.
 *
 * @param width columns of characters, which is the largest width of tables
 * @param colour whether it shows colours
 */
public record Screen(int width, boolean colour) {
  private static final int LEAST = 40;

  /** Raises a smaller width to {@value #LEAST} columns. */
  public Screen {
    width = Math.max(LEAST, width);
  }
}
