package io.evenkeel.jobs.inspect;

import java.util.function.DoubleUnaryOperator;

/** The test of Kolmogorov and Smirnov: whether values have a given continuous law. */
final class KolmogorovSmirnov {
  private KolmogorovSmirnov() {}

  /**
   * The probability of a distance as large or larger, if the values are independent and have the
   * law: 2 sum (-1)^(k-1) exp(-2 k^2 t^2) with t = (sqrt n + 0.12 + 0.11 / sqrt n) D (M. A.
   * Stephens, J. R. Stat. Soc. B 32, 1970).
   *
   * @param sorted values, ascending
   * @param cumulative the law's distribution function
   */
  static double probability(double[] sorted, DoubleUnaryOperator cumulative) {
    int n = sorted.length;
    double distance = 0;
    for (int i = 0; i < n; i++) {
      double p = cumulative.applyAsDouble(sorted[i]);
      distance = Math.max(distance, Math.max((i + 1.0) / n - p, p - (double) i / n));
    }
    double root = Math.sqrt(n);
    double t = (root + 0.12 + 0.11 / root) * distance;
    if (t < 0.2) {
      return 1; // to 1e-10
    }
    double sum = 0;
    for (int k = 1; k <= 100; k++) {
      sum += (k % 2 == 1 ? 2 : -2) * Math.exp(-2.0 * k * k * t * t);
    }
    return Math.max(0, Math.min(1, sum));
  }
}
