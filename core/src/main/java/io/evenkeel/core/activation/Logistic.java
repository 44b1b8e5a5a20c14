package io.evenkeel.core.activation;

/**
 * The logistic function 1 / (1 + exp(-x)) in double precision, without overflow or cancellation.
 */
final class Logistic {
  private Logistic() {}

  /** sigma(x); 1 - sigma(x) is {@code value(-x)} to full relative precision. */
  static double value(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  /** sigma'(x) = e / (1 + e)^2 with e = exp(-|x|). */
  static double derivative(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return e / ((1 + e) * (1 + e));
  }
}
