package io.evenkeel.analysis.cells;

import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A number measured in each of the trials of a cell. Trials differ in nothing but the seed, so the
 * numbers are independent and of one law; Student's t gives the interval of their mean.
 *
 * @param n trials that have the number
 * @param mean their mean; any value for n = 0
 * @param std their standard deviation (n - 1); any value for n below 2
 */
public record Sample(long n, double mean, double std) {
  /** The sample of no trials. */
  public static final Sample NONE = new Sample(0, Double.NaN, Double.NaN);

  /** If more seeds than this would be needed, their number is not given. */
  public static final long MOST_SEEDS = 1_000_000;

  /**
   * The interval that misses the expectation with probability {@code error}, half of it on either
   * side; empty for fewer than two trials.
   *
   * @param error in (0, 1)
   */
  public Optional<Interval> interval(double error) {
    if (n < 2) {
      return Optional.empty();
    }
    double halfWidth = halfWidth(n, error);
    return Optional.of(new Interval(mean - halfWidth, mean + halfWidth));
  }

  private double halfWidth(long trials, double error) {
    double quantile =
        -new TDistribution(null, trials - 1.0).inverseCumulativeProbability(error / 2);
    return quantile * std / Math.sqrt((double) trials);
  }

  /**
   * How many more trials it takes until the interval's half-width is about {@code distance}; at
   * least 1, at most a million.
   *
   * @param distance at least 0
   */
  public long moreFor(double distance, double error) {
    long lacking = 0;
    long enough = 1;
    while (enough < MOST_SEEDS && !(halfWidth(Math.max(n, 2) + enough, error) <= distance)) {
      lacking = enough;
      enough *= 2;
    }
    while (enough - lacking > 1) {
      long middle = lacking + (enough - lacking) / 2;
      if (halfWidth(Math.max(n, 2) + middle, error) <= distance) {
        enough = middle;
      } else {
        lacking = middle;
      }
    }
    return Math.min(MOST_SEEDS, enough);
  }

  /** The sample in another unit. */
  public Sample times(double factor) {
    return new Sample(n, mean * factor, std * Math.abs(factor));
  }
}
