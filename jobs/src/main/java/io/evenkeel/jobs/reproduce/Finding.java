package io.evenkeel.jobs.reproduce;

import java.util.Map;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A published number beside the measured one.
 *
 * @param claim the claim to which the number belongs
 * @param point the published number
 * @param estimate the measured number
 * @param z how many standard errors the measured number is off, beyond what the published one
 *     allows; 0 within, infinite or NaN where there is no standard error
 * @param limit the largest |z| that agrees
 * @param missing trials that do not have the number
 */
record Finding(
    Claim claim,
    Claim.Point point,
    Statistic.Estimate estimate,
    double z,
    double limit,
    long missing) {

  /**
   * Compares a published number with the measured one.
   *
   * @param error probability of a false disagreement, in (0, 1)
   */
  static Finding of(
      Claim claim, Claim.Point point, Map<Selection, Summary> measured, double error) {
    Statistic.Estimate estimate =
        point.statistic().of(s -> measured.getOrDefault(s, Summary.NONE), point.published());
    double off = estimate.value() - point.published().value();
    double beyond = Math.abs(off) <= point.published().allowance() ? 0 : excess(off, point);
    double z = beyond == 0 ? 0 : beyond / estimate.error();
    long missing =
        point.statistic().selections().stream()
            .map(s -> measured.getOrDefault(s, Summary.NONE))
            .mapToLong(s -> s.trials() == 0 ? 1 : s.trials() - s.values())
            .sum();
    double limit =
        claim.exact() || estimate.freedom() < 1
            ? 0
            : -new TDistribution(null, estimate.freedom()).inverseCumulativeProbability(error / 2);
    return new Finding(claim, point, estimate, z, limit, missing);
  }

  private static double excess(double off, Claim.Point point) {
    return off - Math.copySign(point.published().allowance(), off);
  }

  /**
   * Whether every trial has the number and the measured one agrees with it; false if anything is
   * NaN.
   */
  boolean agrees() {
    boolean errorKnown = claim.exact() || (estimate.error() >= 0 && estimate.freedom() >= 1);
    return missing == 0 && errorKnown && Math.abs(z) <= limit;
  }

  /** The deviation relative to its limit: a value above 1 disagrees. */
  double severity() {
    if (agrees()) {
      return limit == 0 ? 0 : Math.abs(z) / limit;
    }
    return missing > 0 || Double.isNaN(z) || limit == 0
        ? Double.POSITIVE_INFINITY
        : Math.max(Math.abs(z) / limit, Math.nextUp(1.0));
  }
}
