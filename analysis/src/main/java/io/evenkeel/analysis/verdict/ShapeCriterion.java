package io.evenkeel.analysis.verdict;

import io.evenkeel.analysis.cells.Bend;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.analysis.cells.Signs;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The shape of a changing signal in most networks: the fourth test of {@link Thresholds}, on the
 * slopes of log std against log layer.
 *
 * @param depth hidden layers, at least 1
 * @param thresholds the boundaries between verdicts
 */
record ShapeCriterion(int depth, Thresholds thresholds) {
  /** In shallower networks a power law cannot be recognised. */
  private static final int SHALLOWEST = 8;

  /** The conclusion of the trials. */
  enum Shape {
    /**
     * The signal changes at a steady rate or ever faster, or faster than any plausible power of the
     * depth.
     */
    EXPONENTIAL,
    POWER_LAW,
    /** The signal hardly changes over the deeper half. */
    LEVEL,
    OPEN
  }

  /**
   * @param moreSeeds about how many more could decide; 0 if decided
   */
  record Outcome(Shape shape, long moreSeeds) {}

  /** A shape and the shares of trials that must all be above one half for it. */
  private record Candidate(Shape shape, List<Share> claims) {
    static Candidate of(Shape shape, Share... claims) {
      return new Candidate(shape, List.of(claims));
    }

    boolean holds(double error) {
      return claims.stream().allMatch(claim -> claim.certainlyAbove(Share.HALF, error));
    }

    Stream<Long> more(double error) {
      return claims.stream().allMatch(Share::most)
          ? claims.stream()
              .map(claim -> claim.moreFor(Share.HALF, error))
              .max(Long::compare)
              .stream()
          : Stream.empty();
    }
  }

  /**
   * @param rising whether the signal rises on its way, rather than falls
   */
  Outcome of(PassSummary pass, boolean rising, Signal signal) {
    if (depth < SHALLOWEST) {
      return new Outcome(Shape.EXPONENTIAL, 0);
    }
    double error = thresholds.errorPerTest();
    List<Candidate> candidates = candidates(pass, upwards(rising, signal));
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

  /** Whether a signal that changes in this way rises from shallow layers to deep ones. */
  private static boolean upwards(boolean rising, Signal signal) {
    return rising == (signal.sense() > 0);
  }

  private static List<Candidate> candidates(PassSummary pass, boolean up) {
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(
        Candidate.of(
            Shape.LEVEL,
            claim(pass, Bend.ABOVE_LEVEL, false),
            claim(pass, Bend.BELOW_LEVEL, true)));
    candidates.add(
        Candidate.of(
            Shape.EXPONENTIAL, orFaded(pass, Bend.LATE, up), orFaded(pass, Bend.HALFWAY, up)));
    candidates.add(powerLaw(pass, up));
    candidates.add(
        Candidate.of(
            Shape.EXPONENTIAL, orFaded(pass, up ? Bend.ABOVE_LARGEST : Bend.BELOW_LARGEST, up)));
    return candidates;
  }

  private static Candidate powerLaw(PassSummary pass, boolean up) {
    return Candidate.of(
        Shape.POWER_LAW,
        claim(pass, Bend.LATE, up),
        claim(pass, Bend.HALF, up),
        claim(pass, Bend.THREE_HALVES, !up),
        claim(pass, up ? Bend.ABOVE_LARGEST : Bend.BELOW_LARGEST, !up),
        claim(pass, Bend.EXPLAINED, true));
  }

  /**
   * The share of trials in which a number is above zero, or below it. A signal that faded has no
   * such number.
   */
  private static Share claim(PassSummary pass, Bend bend, boolean above) {
    Signs signs = pass.slopes().of(bend);
    return new Share(above ? signs.above() : signs.below(), signs.n() + pass.faded());
  }

  /** The share of trials in which that holds or the signal faded. */
  private static Share orFaded(PassSummary pass, Bend bend, boolean above) {
    Share claim = claim(pass, bend, above);
    return new Share(claim.count() + pass.faded(), claim.n());
  }

  /** Whether a signal that stays within is certain to follow a power law that matters. */
  boolean named(PassSummary pass, boolean rising, Signal signal) {
    boolean up = upwards(rising, signal);
    double error = thresholds.errorPerTest();
    return depth >= SHALLOWEST
        && claim(pass, up ? Bend.ABOVE_DRIFT : Bend.BELOW_DRIFT, up)
            .certainlyAbove(Share.HALF, error)
        && powerLaw(pass, up).holds(error);
  }
}
