package io.evenkeel.analysis.stability;

import io.evenkeel.analysis.cells.Sample;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.StatisticalSummaryValues;
import org.apache.commons.math3.stat.inference.TTest;

/**
 * Welch's t test of two means, for many pairs of samples at one error rate.
 *
 * <p>Its degrees of freedom lie between those of the smaller sample and those of both together: a
 * statistic beyond the critical values of these two bounds decides without a p-value.
 */
final class WelchTest {
  /** Relative accuracy that is asked of critical values, generously. */
  private static final double MARGIN = 1e-6;

  private final double error;
  private final Map<Long, Double> criticalValues = new HashMap<>();

  /**
   * @param error probability to tell equal means apart, from 0 to 1
   */
  WelchTest(double error) {
    this.error = error;
  }

  /**
   * Whether the means differ at the error rate; samples of fewer than two values always do, and of
   * samples without spread the means are compared.
   */
  boolean tellsApart(Sample a, Sample b) {
    if (a.n() < 2 || b.n() < 2) {
      return true;
    }
    if (a.std() == 0 && b.std() == 0) {
      return a.mean() != b.mean();
    }
    double t =
        Math.abs(a.mean() - b.mean())
            / Math.sqrt(a.std() * a.std() / a.n() + b.std() * b.std() / b.n());
    if (t > criticalValue(Math.min(a.n(), b.n()) - 1) * (1 + MARGIN)) {
      return true;
    }
    if (t < criticalValue(a.n() + b.n() - 2) * (1 - MARGIN)) {
      return false;
    }
    return !(new TTest().tTest(summary(a), summary(b)) >= error);
  }

  private double criticalValue(long degrees) {
    return criticalValues.computeIfAbsent(
        degrees, d -> new TDistribution(d).inverseCumulativeProbability(1 - error / 2));
  }

  private static StatisticalSummaryValues summary(Sample sample) {
    return new StatisticalSummaryValues(
        sample.mean(), sample.std() * sample.std(), sample.n(), Double.NaN, Double.NaN, Double.NaN);
  }
}
