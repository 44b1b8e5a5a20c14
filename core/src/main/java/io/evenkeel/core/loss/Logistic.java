package io.evenkeel.core.loss;

/** The logistic function and its integral, without overflow and to full relative precision. */
final class Logistic {
  private Logistic() {}

  /** log(1 + exp(x)) = -log sigma(-x). */
  static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /** 1 / (1 + exp(-x)). */
  static double sigma(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }
}
