package io.evenkeel.analysis.cells;

/**
 * The outcome of one direction's signal in one trial; numbers are NaN if they cannot be determined.
 *
 * @param computed whether this direction was computed
 * @param finite whether it was, without a NaN or infinity
 * @param zeroAtSource whether it was exactly zero where it enters the network: the loss is met and
 *     sends no gradient
 * @param faded whether it ended without spread because it faded away
 * @param dead whether it lost its spread otherwise and is exactly zero at an end
 * @param rounding whether, being dead, it is zero but for rounding
 * @param constant whether it lost its spread otherwise and is not
 * @param growth decades of std per layer
 * @param contrast late rate minus a share of the early one, in decades per layer
 * @param slopes of log std against log layer
 */
record SignalOutcome(
    boolean computed,
    boolean finite,
    boolean zeroAtSource,
    boolean faded,
    boolean dead,
    boolean rounding,
    boolean constant,
    double growth,
    double contrast,
    Slopes slopes) {
  /** The outcome of a signal that could not be measured: it was not computed, or is not finite. */
  static SignalOutcome unmeasured(boolean computed) {
    return lost(computed, false, false, false);
  }

  /** The outcome of a signal that is exactly zero where it enters. */
  static SignalOutcome ofZeroSource() {
    return lost(true, true, true, false);
  }

  /** The outcome of a signal that is only rounding somewhere on its way. */
  static SignalOutcome ofRounding() {
    return lost(true, true, false, true);
  }

  private static SignalOutcome lost(
      boolean computed, boolean finite, boolean zeroAtSource, boolean rounding) {
    return new SignalOutcome(
        computed,
        finite,
        zeroAtSource,
        false,
        rounding,
        rounding,
        false,
        Double.NaN,
        Double.NaN,
        Slopes.NONE);
  }
}
