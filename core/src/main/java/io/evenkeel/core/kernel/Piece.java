package io.evenkeel.core.kernel;

/**
 * A function on an interval: x, -x, a constant or a line, with its slope.
 *
 * @param form which of them
 * @param constant the value, if it is a constant; the shift s, if it is a line slope (x + s)
 * @param slope the derivative
 */
public record Piece(Form form, float constant, float slope) {
  /** The kinds of functions. */
  public enum Form {
    /** x. */
    SAME,
    /** -x. */
    NEGATIVE,
    /** A number. */
    CONSTANT,
    /** slope (x + shift), rounded after each of both steps; a shift of -0 changes no x. */
    LINE
  }

  /** The value at x. */
  public float at(float x) {
    return switch (form) {
      case SAME -> x;
      case NEGATIVE -> -x;
      case CONSTANT -> constant;
      case LINE -> (x + constant) * slope;
    };
  }
}
