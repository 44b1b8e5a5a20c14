package io.evenkeel.analysis.cells;

/** One direction's signal through the hidden layers of one trial, seen from layer 0 on. */
final class SignalCourse {
  /** In shallower networks a power law cannot be recognised. */
  private static final int SHALLOWEST_WITH_SHAPE = 8;

  private final SignalPass pass;
  private final int depth;
  private final int halfDepth;
  private final int eighthDepth;
  private final SignalLimits limits;
  private final CellScheme scheme;
  private double start = Double.NaN;
  private double end = Double.NaN;
  private double half = Double.NaN;
  private double eighth = Double.NaN;
  private double low = Double.POSITIVE_INFINITY;
  private int alive;
  private boolean silent;

  /** The spread at the last layer that was added. */
  private double before = Double.NaN;

  private double rmsBefore = Double.NaN;
  private boolean cutOff;

  SignalCourse(SignalPass pass, CellScheme scheme, SignalLimits limits) {
    this.pass = pass;
    this.scheme = scheme;
    depth = scheme.depth();
    halfDepth = depth / 2;
    eighthDepth = depth / 8;
    this.limits = limits;
  }

  /** Adds a hidden layer. */
  void add(LayerMeasures at) {
    double spread = pass.spread(at, limits.resolution());
    boolean first = at.layer() == pass.first(depth);
    boolean last = at.layer() == pass.last(depth);
    if (first) {
      start = spread;
    }
    if (last) {
      end = spread;
    }
    if (at.layer() + 1 == halfDepth) {
      half = spread;
    }
    if (at.layer() + 1 == eighthDepth) {
      eighth = spread;
    }
    if (hasSpread(spread)) {
      low = Math.min(low, spread);
      alive++;
    }
    silent |= (first || last) && pass.zero(at);
    if (pass == SignalPass.FORWARD && isFlat(spread) && hasSpread(before)) {
      cutOff = scheme.cutsOff(rmsBefore, at);
    }
    before = spread;
    rmsBefore = at.actRms();
  }

  /**
   * The outcome of the signal.
   *
   * @param computed whether this direction was computed
   * @param finite whether it is finite, if computed
   */
  SignalOutcome outcome(boolean computed, boolean finite) {
    if (!computed || !finite) {
      return SignalOutcome.unmeasured(computed);
    }
    boolean faded =
        hasSpread(start)
            && isFlat(end)
            && !severed()
            && low - start < -limits.decadesAllowed(alive);
    // Without a spread at the start that can be told there was none to be lost.
    boolean lost = !faded && (isFlat(start) || (isFlat(end) && hasSpread(start)));
    return new SignalOutcome(
        true,
        true,
        false,
        faded,
        lost && silent,
        false,
        lost && !silent,
        growth(faded),
        shaped() ? contrast() : Double.NaN,
        shaped() ? slopes() : Slopes.NONE);
  }

  /**
   * Whether the signal ends without spread because something cut it off, however small it was
   * before. A gradient is carried with an exponent of its own and cannot become too small; if it is
   * exactly zero, all slopes or weights are.
   */
  private boolean severed() {
    return cutOff || pass == SignalPass.BACKWARD;
  }

  private double growth(boolean faded) {
    if (faded) {
      return (low - start) / (alive - 1);
    }
    boolean measurable = depth > 1 && hasSpread(start) && hasSpread(end);
    return measurable ? (end - start) / (depth - 1) : Double.NaN;
  }

  private double deep() {
    return pass == SignalPass.BACKWARD ? start : end;
  }

  private boolean shaped() {
    return depth >= SHALLOWEST_WITH_SHAPE
        && hasSpread(deep())
        && hasSpread(half)
        && hasSpread(eighth);
  }

  private Slopes slopes() {
    return new Slopes(exponent(), earlyExponent(), end - start, depth, limits);
  }

  private double exponent() {
    return (deep() - half) / StrictMath.log10((double) depth / halfDepth);
  }

  private double earlyExponent() {
    return (half - eighth) / StrictMath.log10((double) halfDepth / eighthDepth);
  }

  /**
   * The contrast, from the rates of the deeper half and of the layers before it, from an eighth on:
   * their ratio is 1 in an exponential, and that of the logarithms' rates in a power law. The
   * boundary is halfway between the two.
   */
  private double contrast() {
    int late = depth - halfDepth;
    int early = halfDepth - eighthDepth;
    double powerLaw =
        StrictMath.log((double) depth / halfDepth)
            / late
            / (StrictMath.log((double) halfDepth / eighthDepth) / early);
    double lateRate = (deep() - half) / late;
    double earlyShare = (1 + powerLaw) / 2 * (half - eighth) / early;
    return pass.sense() * (lateRate - earlyShare);
  }

  private static boolean hasSpread(double spread) {
    return spread > Double.NEGATIVE_INFINITY;
  }

  private static boolean isFlat(double spread) {
    return spread == Double.NEGATIVE_INFINITY;
  }
}
