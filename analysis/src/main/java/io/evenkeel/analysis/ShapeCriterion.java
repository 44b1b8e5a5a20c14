package io.evenkeel.analysis;

import io.evenkeel.analysis.cells.Exponents;
import io.evenkeel.analysis.cells.Interval;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a signal that moves does so: the fourth test of {@link Thresholds}, on the slopes of log std
 * against log layer.
 *
 * @param depth hidden layers, at least 1
 * @param thresholds where the verdicts part
 */
record ShapeCriterion(int depth, Thresholds thresholds) {
  /** A larger exponent is not plausible: theory knows some between 1/2 and 2. */
  static final double LARGEST_EXPONENT = 3;

  /** The late exponent of a power law over the early one, at least; 1 in an ideal one. */
  private static final double LEAST_RATIO = 0.5;

  /** The same at most. */
  private static final double LARGEST_RATIO = 1.5;

  /**
   * With a late exponent of at most this magnitude a signal is level: the allowance, which grows as
   * depth^(1/2), grows no slower than such a signal.
   */
  static final double LEVEL = 0.5;

  /** What the trials say. */
  enum Shape {
    /** At a steady rate or ever faster, or faster than any plausible power of the depth. */
    EXPONENTIAL,
    POWER_LAW,
    /** Hardly moving any more in the deeper half. */
    LEVEL,
    OPEN
  }

  /**
   * @param moreSeeds about how many more could decide; 0 if decided
   */
  record Outcome(Shape shape, long moreSeeds) {}

  /** A number that has to be above zero, tested on its mean over trials. */
  private record Claim(Sample sample) {
    boolean holds(double error) {
      return sample.interval(error).map(i -> i.low() > 0).orElse(false);
    }

    boolean seems() {
      return sample.mean() > 0;
    }

    long more(double error) {
      return sample.moreFor(sample.mean(), error);
    }
  }

  /** A shape and all that must hold for it. */
  private record Candidate(Shape shape, List<Claim> claims) {
    static Candidate of(Shape shape, Claim... claims) {
      return new Candidate(shape, List.of(claims));
    }

    boolean holds(double error) {
      return claims.stream().allMatch(claim -> claim.holds(error));
    }

    Stream<Long> more(double error) {
      return claims.stream().allMatch(Claim::seems)
          ? claims.stream().map(claim -> claim.more(error)).max(Long::compare).stream()
          : Stream.empty();
    }
  }

  /**
   * @param rising whether the signal rises on its way, rather than falls
   */
  Outcome of(PassSummary pass, boolean rising, Signal signal) {
    Exponents exponents = pass.exponents();
    if (pass.faded() > 0 || exponents.late().n() < 2) {
      return new Outcome(Shape.EXPONENTIAL, 0);
    }
    double error = thresholds.errorPerTest();
    List<Candidate> candidates = candidates(pass, (rising ? 1 : -1) * signal.sense());
    for (Candidate candidate : candidates) {
      if (candidate.holds(error)) {
        return new Outcome(candidate.shape(), 0);
      }
    }
    long more =
        candidates.stream()
            .flatMap(candidate -> candidate.more(error))
            .min(Long::compare)
            .orElse(Sample.MOST_SEEDS);
    return new Outcome(Shape.OPEN, more);
  }

  /**
   * @param sign of a slope in the way that the signal moves
   */
  private List<Candidate> candidates(PassSummary pass, int sign) {
    Exponents exponents = pass.exponents();
    Claim onward = claim(exponents, 0, sign, 0);
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(
        Candidate.of(Shape.LEVEL, claim(exponents, 0, 1, LEVEL), claim(exponents, 0, -1, LEVEL)));
    candidates.add(Candidate.of(Shape.EXPONENTIAL, onward, claim(exponents, halfway(), sign, 0)));
    if (explained(pass)) {
      candidates.add(
          Candidate.of(
              Shape.POWER_LAW,
              onward,
              claim(exponents, LEAST_RATIO, sign, 0),
              claim(exponents, LARGEST_RATIO, -sign, 0),
              claim(exponents, 0, -sign, LARGEST_EXPONENT)));
    }
    candidates.add(Candidate.of(Shape.EXPONENTIAL, claim(exponents, 0, sign, -LARGEST_EXPONENT)));
    return candidates;
  }

  /** That sign (late - factor early) + constant is above zero. */
  private static Claim claim(Exponents exponents, double factor, int sign, double constant) {
    Sample sample = exponents.lateLess(factor).times(sign);
    return new Claim(new Sample(sample.n(), sample.mean() + constant, sample.std()));
  }

  /** The ratio of late and early exponent that is halfway from a power law to an exponential. */
  private double halfway() {
    int half = depth / 2;
    int eighth = depth / 8;
    double exponential =
        (depth - half)
            / Math.log((double) depth / half)
            / ((half - eighth) / Math.log((double) half / eighth));
    return (1 + exponential) / 2;
  }

  /** Whether a power of the depth explains the whole change, but for the decades that are free. */
  private boolean explained(PassSummary pass) {
    Optional<Interval> change = pass.rate().times(depth - 1).interval(thresholds.errorPerTest());
    double power = Math.abs(pass.exponent().mean()) * Math.log10(depth);
    return change.isPresent()
        && Math.max(Math.abs(change.get().low()), Math.abs(change.get().high()))
            <= power + thresholds.decades();
  }

  /** Whether a signal that stays within is certain to follow a power law that matters. */
  boolean named(PassSummary pass, boolean rising, Signal signal) {
    double least = thresholds.powerLaw() / 2;
    int sign = (rising ? 1 : -1) * signal.sense();
    Exponents exponents = pass.exponents();
    return pass.faded() == 0
        && exponents.late().n() >= 2
        && claim(exponents, 0, sign, -least).holds(thresholds.errorPerTest())
        && candidates(pass, sign).stream()
            .filter(candidate -> candidate.shape() == Shape.POWER_LAW)
            .anyMatch(candidate -> candidate.holds(thresholds.errorPerTest()));
  }
}
