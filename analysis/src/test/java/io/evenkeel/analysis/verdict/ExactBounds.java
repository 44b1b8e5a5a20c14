package io.evenkeel.analysis.verdict;

import io.evenkeel.analysis.cells.Sample;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The bounds that judges decide by, computed by their definitions: sums of binomial probabilities,
 * and half-widths of Student's interval.
 */
final class ExactBounds {
  private ExactBounds() {}

  /**
   * Probability that at least {@code count} of {@code n} trials do what each does with {@code p}.
   */
  static double atLeast(long count, long n, double p) {
    double sum = 0;
    for (long k = Math.max(0, count); k <= n; k++) {
      sum += exactly(k, n, p);
    }
    return sum;
  }

  /**
   * Probability that at most {@code count} of {@code n} trials do what each does with {@code p}.
   */
  static double atMost(long count, long n, double p) {
    return atLeast(n - count, n, 1 - p);
  }

  private static double exactly(long k, long n, double p) {
    double product = 1;
    for (long i = 1; i <= k; i++) {
      product *= p * (n - k + i) / i;
    }
    return product * Math.pow(1 - p, (double) n - k);
  }

  /** The fewest of {@code n} trials that show a probability above {@code p}; n + 1 if none do. */
  static long fewestAbove(long n, double p, double error) {
    long count = n + 1;
    while (count > 0 && atLeast(count - 1, n, p) < error) {
      count--;
    }
    return count;
  }

  /** The most of {@code n} trials that show a probability below {@code p}; -1 if not even 0 do. */
  static long mostBelow(long n, double p, double error) {
    long count = -1;
    while (count < n && atMost(count + 1, n, p) < error) {
      count++;
    }
    return count;
  }

  /** How many more trials, in the same proportion, show a probability above one half. */
  static long moreAboveHalf(long count, long n, double error) {
    long enough = n + 1;
    while (Math.round((double) count / n * enough) < fewestAbove(enough, 0.5, error)) {
      enough++;
    }
    return enough - n;
  }

  /**
   * The half-width of the interval of a mean that misses the expectation with a chance of error.
   */
  static double halfWidth(long n, double std, double error) {
    return new TDistribution(n - 1.0).inverseCumulativeProbability(1 - error / 2)
        * std
        / Math.sqrt((double) n);
  }

  /** How many more values of the same spread make that half-width at most {@code distance}. */
  static long moreForMean(Sample sample, double distance, double error) {
    long more = 1;
    while (halfWidth(sample.n() + more, sample.std(), error) > distance) {
      more++;
    }
    return more;
  }

  /** The deepest network that a steady rate in decades per layer leaves within the defaults. */
  static long depthWithin(double rate) {
    long depth = 1;
    while (rate * depth <= 1 + 0.5 * Math.log10(depth + 1.0)) {
      depth++;
    }
    return depth;
  }
}
