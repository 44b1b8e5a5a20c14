package io.evenkeel.analysis;

import io.evenkeel.analysis.cells.Interval;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import java.util.Optional;

/**
 * Whether what trials measure per layer stays within the thresholds, and if it moves, how: the
 * tests of {@link Thresholds} on the means over trials.
 *
 * @param depth hidden layers, at least 1
 * @param thresholds where the verdicts part
 */
record RateCriterion(int depth, Thresholds thresholds) {
  /** What the trials say. */
  enum Kind {
    WITHIN,
    RISING,
    FALLING,
    POWER_LAW,
    ONE_SEED,
    RATE_OPEN,
    /** Within or beyond is open, and it moves as a power law. */
    POWER_LAW_RATE_OPEN,
    SHAPE_OPEN
  }

  /**
   * @param moreSeeds 0 if decided
   */
  record Outcome(Kind kind, long moreSeeds) {}

  private enum Shape {
    EXPONENTIAL,
    POWER_LAW,
    OPEN
  }

  /**
   * @param pass with at least one trial measured
   */
  Outcome of(PassSummary pass) {
    Sample change = pass.rate().times(depth - 1);
    double allowed = thresholds.decadesAllowed(depth);
    double error = thresholds.errorPerTest();
    Optional<Interval> interval = change.interval(error);
    if (interval.isEmpty()) {
      return new Outcome(Kind.ONE_SEED, 1);
    }
    Shape shape = shape(pass);
    if (shape == Shape.POWER_LAW && steep(pass.exponent())) {
      return new Outcome(Kind.POWER_LAW, 0);
    }
    if (interval.get().low() >= -allowed && interval.get().high() <= allowed) {
      return new Outcome(Kind.WITHIN, 0);
    }
    boolean rising = interval.get().low() > allowed;
    if (!rising && !(interval.get().high() < -allowed)) {
      double distance = Math.abs(allowed - Math.abs(change.mean()));
      Kind kind = shape == Shape.POWER_LAW ? Kind.POWER_LAW_RATE_OPEN : Kind.RATE_OPEN;
      return new Outcome(kind, change.moreFor(distance, error));
    }
    return switch (shape) {
      case EXPONENTIAL -> new Outcome(rising ? Kind.RISING : Kind.FALLING, 0);
      case POWER_LAW -> new Outcome(Kind.POWER_LAW, 0);
      case OPEN ->
          new Outcome(
              Kind.SHAPE_OPEN, pass.contrast().moreFor(Math.abs(pass.contrast().mean()), error));
    };
  }

  /** The contrast has the growth's sign in an exponential, the other in a power law. */
  private Shape shape(PassSummary pass) {
    Optional<Interval> contrast = pass.contrast().interval(thresholds.errorPerTest());
    if (pass.faded() > 0 || contrast.isEmpty()) {
      return Shape.EXPONENTIAL;
    }
    double sign = Math.signum(pass.rate().mean());
    if (contrast.get().low() > 0 || contrast.get().high() < 0) {
      boolean exponential = Math.signum(pass.contrast().mean()) == sign;
      return exponential ? Shape.EXPONENTIAL : Shape.POWER_LAW;
    }
    return Shape.OPEN;
  }

  /** Whether the deeper half goes on moving, by an exponent that matters. */
  private boolean steep(Sample exponent) {
    double least = thresholds.powerLaw() / 2;
    return exponent
        .interval(thresholds.errorPerTest())
        .map(i -> i.low() > least || i.high() < -least)
        .orElse(false);
  }
}
