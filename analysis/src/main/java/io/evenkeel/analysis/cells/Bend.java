package io.evenkeel.analysis.cells;

/**
 * Numbers of a trial whose signs tell the shape of a signal's course. They are computed from its
 * two slopes, {@code late} and {@code early}, which {@link SlopeSigns} explains.
 */
public enum Bend {
  /** Late: positive if the spread rises with the layer's number over the deeper half. */
  LATE,
  /** Late less {@link #LEVEL}. */
  ABOVE_LEVEL,
  /** Late plus {@link #LEVEL}. */
  BELOW_LEVEL,
  /** Late less {@link #LARGEST_EXPONENT}. */
  ABOVE_LARGEST,
  /** Late plus {@link #LARGEST_EXPONENT}. */
  BELOW_LARGEST,
  /** Late minus half of {@link SignalLimits#powerLaw}: positive if a rising power law matters. */
  ABOVE_DRIFT,
  /** Late plus half of {@link SignalLimits#powerLaw}. */
  BELOW_DRIFT,
  /** Late less half of early. */
  HALF,
  /** Late less three halves of early. */
  THREE_HALVES,
  /** Late less that multiple of early that is halfway from a power law to an exponential. */
  HALFWAY,
  /** Late less that multiple of early that is three quarters of the way there. */
  NEARLY_EXPONENTIAL,
  /**
   * The part of the whole change that the late exponent explains, plus {@code decades}, minus the
   * change.
   */
  EXPLAINED;

  /**
   * A signal is level if its late exponent has at most this magnitude: the allowance, which grows
   * as depth^(1/2), grows at least as fast as such a signal.
   */
  public static final double LEVEL = 0.5;

  /** A larger exponent is not plausible: those known from theory are between 1/2 and 2. */
  public static final double LARGEST_EXPONENT = 3;

  /** The number whose sign counts. */
  double of(Slopes slopes) {
    double late = slopes.late();
    double early = slopes.early();
    SignalLimits limits = slopes.limits();
    return switch (this) {
      case LATE -> late;
      case ABOVE_LEVEL -> late - LEVEL;
      case BELOW_LEVEL -> late + LEVEL;
      case ABOVE_LARGEST -> late - LARGEST_EXPONENT;
      case BELOW_LARGEST -> late + LARGEST_EXPONENT;
      case ABOVE_DRIFT -> late - limits.powerLaw() / 2;
      case BELOW_DRIFT -> late + limits.powerLaw() / 2;
      case HALF -> late - early / 2;
      case THREE_HALVES -> late - 1.5 * early;
      case HALFWAY -> late - towardsExponential(0.5, slopes.depth()) * early;
      case NEARLY_EXPONENTIAL -> late - towardsExponential(0.75, slopes.depth()) * early;
      case EXPLAINED ->
          Math.abs(late) * StrictMath.log10(slopes.depth())
              + limits.decades()
              - Math.abs(slopes.change());
    };
  }

  /**
   * The ratio of late and early exponent at a share of the way from a power law to an exponential.
   */
  private static double towardsExponential(double share, int depth) {
    int half = depth / 2;
    int eighth = depth / 8;
    double exponential =
        (depth - half)
            / StrictMath.log((double) depth / half)
            / ((half - eighth) / StrictMath.log((double) half / eighth));
    return 1 + share * (exponential - 1);
  }
}
