package io.evenkeel.analysis.verdict;

import io.evenkeel.analysis.cells.Sample;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.special.Beta;

/**
 * How many of a cell's trials went wrong, and the exact binomial bounds of the probability behind
 * it (C. J. Clopper, E. S. Pearson, Biometrika 26, 1934).
 *
 * @param count trials that did
 * @param n trials in all
 */
public record Share(long count, long n) {
  /** More than this share of all networks counts as most of them. */
  public static final double HALF = 0.5;

  /** What is known of a probability against a bound. */
  enum Side {
    ABOVE,
    BELOW,
    OPEN
  }

  /**
   * The probability against {@code bound}: above or below it if the one-sided test at level {@code
   * error} says so. No failure at all counts as below: its upper bound goes with the evidence.
   */
  Side against(double bound, double error) {
    if (count == 0) {
      return Side.BELOW;
    }
    if (certainlyAbove(bound, error)) {
      return Side.ABOVE;
    }
    return certainlyBelow(bound, error) ? Side.BELOW : Side.OPEN;
  }

  /** Whether it is more than half of the trials. */
  boolean most() {
    return 2 * count > n;
  }

  /**
   * Whether the probability is above {@code bound}; this is wrong with a probability of at most
   * {@code error}.
   */
  public boolean certainlyAbove(double bound, double error) {
    return count > 0 && Beta.regularizedBeta(bound, (double) count, n - count + 1.0) < error;
  }

  /**
   * Whether the probability is below {@code bound}; this is wrong with a probability of at most
   * {@code error}. No failure among few trials is not enough.
   */
  public boolean certainlyBelow(double bound, double error) {
    return count < n && 1 - Beta.regularizedBeta(bound, count + 1.0, (double) n - count) < error;
  }

  /**
   * Whether the probability is certain to be at most {@link Thresholds#toleratedShare}: by counting
   * alone, or, if no trial did, with an error probability of a cell's whole error rate.
   */
  boolean rare(Thresholds thresholds) {
    double tolerated = thresholds.toleratedShare();
    return certainlyBelow(tolerated, thresholds.errorPerTest())
        || (count == 0 && certainlyBelow(tolerated, thresholds.errorRate()));
  }

  /**
   * An upper bound of the probability, which is wrong with a probability of at most {@code error}.
   */
  public double upperBound(double error) {
    return count == n
        ? 1
        : new BetaDistribution(null, count + 1.0, (double) n - count)
            .inverseCumulativeProbability(1 - error);
  }

  /** How many more trials it takes to tell, if the share stays about what it is. */
  long moreFor(double bound, double error) {
    long enough = n;
    while (enough < n + Sample.MOST_SEEDS) {
      enough += Math.max(1, enough / 16);
      long expected = Math.round((double) count / n * enough);
      if (new Share(expected, enough).against(bound, error) != Side.OPEN) {
        return enough - n;
      }
    }
    return Sample.MOST_SEEDS;
  }
}
