package io.evenkeel.analysis.cells;

/**
 * What became of one direction's signal in one trial; numbers are NaN where they cannot be told.
 *
 * @param computed whether this direction was computed
 * @param finite whether it was, without a NaN or infinity
 * @param faded whether it ended without spread because it faded away
 * @param dead whether it lost its spread otherwise and is exactly zero at an end
 * @param constant whether it lost its spread otherwise and is not
 * @param growth decades of std per layer
 * @param contrast late rate minus a share of the early one, in decades per layer
 * @param exponent slope of log std against log layer over the deeper half
 * @param earlyExponent the same slope from an eighth of the layers on to the half
 */
record SignalOutcome(
    boolean computed,
    boolean finite,
    boolean faded,
    boolean dead,
    boolean constant,
    double growth,
    double contrast,
    double exponent,
    double earlyExponent) {
  /** Of a signal with nothing to measure: not computed, or not finite. */
  static SignalOutcome unmeasured(boolean computed) {
    return new SignalOutcome(
        computed, false, false, false, false, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  /** The same with another contrast. */
  SignalOutcome withContrast(double other) {
    return new SignalOutcome(
        computed, finite, faded, dead, constant, growth, other, exponent, earlyExponent);
  }
}
