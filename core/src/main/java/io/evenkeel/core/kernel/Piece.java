package io.evenkeel.core.kernel;

/**
 * What a function is on an interval: x, -x or a constant, with its slope.
 *
 * @param form which of the three
 * @param constant the value, if it is a constant
 * @param slope the derivative
 */
public record Piece(Form form, float constant, float slope) {
  /** What the value is. */
  public enum Form {
    /** x. */
    SAME,
    /** -x. */
    NEGATIVE,
    /** A number. */
    CONSTANT
  }
}
