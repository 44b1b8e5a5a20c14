package io.evenkeel.analysis.text;

/**
 * Where tables are read.
 *
 * @param width columns of characters; tables keep within it
 * @param colour whether it shows colours
 */
public record Screen(int width, boolean colour) {
  private static final int LEAST = 40;

  /** A narrower screen than {@value #LEAST} columns counts as that wide. */
  public Screen {
    width = Math.max(LEAST, width);
  }
}
