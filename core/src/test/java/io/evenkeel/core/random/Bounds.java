package io.evenkeel.core.random;

/**
 * How far statistics of true random numbers may stray: each bound is exceeded with a probability of
 * at most 1e-9. With fixed seeds a test passes always or never; of the few hundred statistics here
 * the chance that the seeds were unlucky is below 1e-6.
 */
final class Bounds {
  private static final double LOG = -Math.log(1e-9);

  /**
   * A standard normal: P(|z| > 6.2) = 6e-10. For averages of 1e5 and more, by the limit theorem.
   */
  static final double Z = 6.2;

  private Bounds() {}

  /**
   * Chi-square with k degrees of freedom: P(X > k + 2 sqrt(k t) + 2 t) <= exp(-t) (B. Laurent, P.
   * Massart, Ann. Statist. 28, 2000, lemma 1).
   */
  static double chiSquare(int degrees) {
    return degrees + 2 * Math.sqrt(degrees * LOG) + 2 * LOG;
  }

  /**
   * The Kolmogorov-Smirnov distance of n numbers: P(D > d) <= 2 exp(-2 n d^2) (P. Massart, Ann.
   * Probab. 18, 1990).
   */
  static double kolmogorov(int n) {
    return Math.sqrt((LOG + Math.log(2)) / (2 * n));
  }

  /**
   * A count of rare events with mean m, either side: P(|X - m| > x) <= 2 exp(-x^2 / (2 (m + x /
   * 3))) (Bernstein).
   */
  static double count(double mean) {
    double log = LOG + Math.log(2);
    return log / 3 + Math.sqrt(log * log / 9 + 2 * mean * log);
  }

  /** Pearson's statistic of counts that should be alike. */
  static double pearson(long[] counts) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    double expected = (double) total / counts.length;
    double sum = 0;
    for (long count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }
}
