package io.evenkeel.analysis;

/**
 * A confidence interval.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {
  /** Both ends times a factor of at least 0. */
  Interval times(double factor) {
    return new Interval(low * factor, high * factor);
  }
}
