package io.evenkeel.core.theory;

/**
 * phi(x) = sin(w0 x). For w0 = 1: E[sin^2] = (1 - exp(-2q)) / 2; E[sin sin] = exp(-(q1 + q2) / 2)
 * sinh(c s1 s2) and E[cos cos] = exp(-(q1 + q2) / 2) cosh(c s1 s2), s1 and s2 the standard
 * deviations. For another w0 every variance is multiplied by w0^2, and every derivative has a
 * factor of w0.
 *
 * @param w0 frequency, not 0
 */
record SineKernel(double w0) implements Kernel {
  @Override
  public double mean(double q) {
    return 0;
  }

  private double fast(double q) {
    return w0 * w0 * q;
  }

  @Override
  public double square(double q) {
    return -StrictMath.expm1(-2 * fast(q)) / 2;
  }

  @Override
  public double variance(double q) {
    return square(q);
  }

  /** The kurtosis, from sin^4 = (3 - 4 cos 2x + cos 4x) / 8. */
  @Override
  public double kurtosis(double q) {
    if (q == 0) {
      return Double.NaN;
    }
    // With y = 1 - exp(-2q): E[sin^4] = (3 - 4(1 - y) + (1 - y)^4) / 8 = y^2 (6 - 4y + y^2) / 8.
    double y = -StrictMath.expm1(-2 * fast(q));
    return (6 - 4 * y + y * y) / 2;
  }

  @Override
  public double squareSlope(double q) {
    return w0 * w0 * StrictMath.exp(-2 * fast(q));
  }

  @Override
  public double slopeSquare(double q) {
    return w0 * w0 * (1 + StrictMath.exp(-2 * fast(q))) / 2;
  }

  @Override
  public double product(double q1, double q2, double c) {
    double cross = 2 * Math.abs(c) * Math.sqrt(fast(q1)) * Math.sqrt(fast(q2));
    double unsigned =
        cross == 0 ? 0 : -StrictMath.expm1(-cross) / 2 * near(fast(q1), fast(q2), Math.abs(c));
    return Math.copySign(unsigned, c);
  }

  @Override
  public double slopeProduct(double q1, double q2, double c) {
    double cross = c == 0 ? 0 : 2 * Math.abs(c) * Math.sqrt(fast(q1)) * Math.sqrt(fast(q2));
    double slow = (1 + StrictMath.exp(-cross)) / 2 * near(fast(q1), fast(q2), Math.abs(c));
    return w0 * w0 * slow;
  }

  @Override
  public boolean continuous() {
    return true;
  }

  /** exp(-(q1 + q2) / 2 + c s1 s2) for c at least 0. */
  private static double near(double q1, double q2, double c) {
    double s1 = Math.sqrt(q1);
    double s2 = Math.sqrt(q2);
    double apart = s1 == s2 ? 0 : (s1 - s2) * (s1 - s2) / 2;
    return StrictMath.exp(-apart - (c == 1 ? 0 : (1 - c) * s1 * s2));
  }
}
