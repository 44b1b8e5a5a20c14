package io.evenkeel.jobs.advise;

import java.io.IOException;

/**
 * Finds where a function changes its sign that takes long to evaluate. The next point is that of
 * the secant, kept away from the ends of the interval, if both ends are finite, and else the
 * middle.
 *
 * @param function its values may be infinite, with the sign of their side
 * @param close the search ends at an interval of this width
 */
record Crossing(Measured function, double close) {
  /** Values up to this magnitude count as a crossing. */
  static final double FLAT = 0.03;

  /** The smallest distance of the secant's point from an end, as a share of the interval. */
  private static final double NEAR = 0.15;

  /** A function that is measured. */
  @FunctionalInterface
  interface Measured {
    /** Its value. */
    double at(double x) throws IOException;
  }

  /**
   * An interval within another, with the crossing in it.
   *
   * @param first where the function has not yet changed its sign
   * @param last where it has changed
   * @return its ends, in that order
   */
  double[] between(double first, double last) throws IOException {
    double before = first;
    double after = last;
    double valueBefore = function.at(before);
    double valueAfter = function.at(after);
    while (Math.abs(after - before) > close
        && Math.abs(valueBefore) > FLAT
        && Math.abs(valueAfter) > FLAT) {
      double x = before + share(valueBefore, valueAfter) * (after - before);
      double value = function.at(x);
      if (value <= 0 == valueBefore <= 0) {
        before = x;
        valueBefore = value;
      } else {
        after = x;
        valueAfter = value;
      }
    }
    return new double[] {before, after};
  }

  private static double share(double valueBefore, double valueAfter) {
    double secant = valueBefore / (valueBefore - valueAfter);
    return Double.isFinite(valueBefore - valueAfter)
        ? Math.max(NEAR, Math.min(1 - NEAR, secant))
        : 1 / 2.0;
  }

  /**
   * The place within an interval where the function is nearest to zero; if no such place is found,
   * the last place that is known before the change of sign.
   */
  double nearest(double first, double last) throws IOException {
    double[] ends = between(first, last);
    return Math.abs(function.at(ends[1])) <= FLAT ? ends[1] : ends[0];
  }
}
