package io.evenkeel.core.theory;

import java.util.function.DoubleUnaryOperator;

/** Zeros and minima of continuous functions of one variable. */
public final class Roots {
  private static final double GOLDEN = 0.3819660112501051;
  private static final int MOST_STEPS = 200;

  /** Zeros nearer to 0 than this are not distinguished from 0. */
  private static final double SMALLEST = 1e-17;

  private Roots() {}

  /**
   * A zero between {@code a} and {@code b}, where f has opposite signs, by T. R. Chandrupatla's
   * method (Adv. Eng. Software 28, 1997): inverse quadratic interpolation where it is safe, else
   * bisection.
   */
  public static double zero(DoubleUnaryOperator f, double a, double b) {
    double x1 = a;
    double x2 = b;
    double f1 = f.applyAsDouble(x1);
    double f2 = f.applyAsDouble(x2);
    double t = 0.5;
    for (int step = 0; step < MOST_STEPS; step++) {
      double x = x1 + t * (x2 - x1);
      double fx = f.applyAsDouble(x);
      double x3;
      double f3;
      if (Math.signum(fx) == Math.signum(f1)) {
        x3 = x1;
        f3 = f1;
      } else {
        x3 = x2;
        f3 = f2;
        x2 = x1;
        f2 = f1;
      }
      x1 = x;
      f1 = fx;
      double best = Math.abs(f1) < Math.abs(f2) ? x1 : x2;
      double tolerance = 2 * Math.max(SMALLEST, Math.ulp(best)) / Math.abs(x2 - x1);
      if (f1 == 0 || tolerance > 0.5) {
        return best;
      }
      t = Math.max(tolerance, Math.min(1 - tolerance, fraction(x1, x2, x3, f1, f2, f3)));
    }
    return Math.abs(f1) < Math.abs(f2) ? x1 : x2;
  }

  private static double fraction(double x1, double x2, double x3, double f1, double f2, double f3) {
    double xi = (x1 - x2) / (x3 - x2);
    double phi = (f1 - f2) / (f3 - f2);
    if (!(phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)) {
      return 0.5;
    }
    double alpha = (x3 - x1) / (x2 - x1);
    return f1 / (f2 - f1) * (f3 / (f2 - f3)) + alpha * (f1 / (f3 - f1)) * (f2 / (f3 - f2));
  }

  /** Where f is least between {@code a} and {@code b}, to about 1e-8 of their distance. */
  static double minimum(DoubleUnaryOperator f, double a, double b) {
    double low = a;
    double high = b;
    double left = low + GOLDEN * (high - low);
    double right = high - GOLDEN * (high - low);
    double atLeft = f.applyAsDouble(left);
    double atRight = f.applyAsDouble(right);
    for (int step = 0; step < 40; step++) {
      if (atLeft < atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = low + GOLDEN * (high - low);
        atLeft = f.applyAsDouble(left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = high - GOLDEN * (high - low);
        atRight = f.applyAsDouble(right);
      }
    }
    return atLeft < atRight ? left : right;
  }
}
