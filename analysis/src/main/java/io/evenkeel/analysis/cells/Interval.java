package io.evenkeel.analysis.cells;

/**
 * A confidence interval.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {
  /** Both ends times a factor of at least 0. */
  public Interval times(double factor) {
    return new Interval(low * factor, high * factor);
  }
}
