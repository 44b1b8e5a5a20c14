package io.evenkeel.core.train;

import io.evenkeel.core.stats.Scaled;

/** A sum of squares that have powers of two of any size as factors. */
final class GradientNorm {
  private double squares;
  private long exponent;

  void reset() {
    squares = 0;
    exponent = 0;
  }

  /**
   * Adds {@code squares * 2^(2 exponent)}.
   *
   * @param added at least 0, or NaN
   */
  void add(double added, long addedExponent) {
    if (added == 0) {
      return;
    }
    if (squares == 0) {
      squares = added;
      exponent = addedExponent;
      return;
    }
    long common = Math.max(exponent, addedExponent);
    squares = shifted(squares, exponent - common) + shifted(added, addedExponent - common);
    exponent = common;
  }

  private static double shifted(double squares, long by) {
    return Math.scalb(squares, (int) Math.max(-2000, 2 * by));
  }

  /** The root of the sum. */
  Scaled norm() {
    return new Scaled(Math.sqrt(squares), exponent);
  }
}
