package io.evenkeel.core.engine.linear;

import java.util.Arrays;

/** The two-sample test of Kolmogorov and Smirnov for samples of equal size. */
public final class KolmogorovSmirnov {
  private KolmogorovSmirnov() {}

  /** Largest difference of the two empirical distribution functions; values may repeat. */
  public static double statistic(double[] a, double[] b) {
    double[] x = a.clone();
    double[] y = b.clone();
    Arrays.sort(x);
    Arrays.sort(y);
    double largest = 0;
    int i = 0;
    int j = 0;
    while (i < x.length && j < y.length) {
      double value = Math.min(x[i], y[j]);
      while (i < x.length && x[i] <= value) {
        i++;
      }
      while (j < y.length && y[j] <= value) {
        j++;
      }
      largest = Math.max(largest, Math.abs((double) i / x.length - (double) j / y.length));
    }
    return largest;
  }

  /**
   * What the statistic of two samples of one law exceeds with a probability of at most {@code
   * level}: {@code P(D > d) <= 2 exp(-size d^2)} for sizes from 458 on (Wei, Dudley, "Two-sample
   * Dvoretzky-Kiefer-Wolfowitz inequalities", Statist. Probab. Lett. 82, 2012, theorem 1; for laws
   * with atoms D is only smaller).
   */
  public static double threshold(int size, double level) {
    if (size < 458) {
      throw new IllegalArgumentException("no bound for samples of " + size);
    }
    return Math.sqrt(Math.log(2 / level) / size);
  }
}
