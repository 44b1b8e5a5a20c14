package io.evenkeel.analysis;

import java.util.Optional;

/**
 * One direction, forward or backward, of the trials of a cell.
 *
 * <p>The bands are over the trials that are finite in this direction. The growth of a trial is the
 * decimal logarithm of the std's factor per layer: the mean over the steps from the first hidden
 * layer that the signal meets to the last. A signal that ends without spread is measured up to
 * where it still had some.
 *
 * @param computed trials in which this direction was computed
 * @param nonFinite of these, with a NaN or an infinity in this direction
 * @param dead of these, with a signal that is exactly zero without having faded
 * @param constant of these, with a signal without spread that is neither zero nor faded
 * @param log10Growth decades per layer; empty with no trial to measure, as with a single layer
 */
public record PassSummary(
    long computed, long nonFinite, long dead, long constant, Optional<Band> log10Growth) {

  /** Growth as a factor of the std per layer. */
  public Optional<Band> growth() {
    return log10Growth.map(band -> band.map(decades -> Math.pow(10, decades)));
  }

  /**
   * The verdict: non-finite, or dead or constant (what more trials are), if more than the tolerated
   * share of trials is; else by the median growth. Empty if nothing was computed or, in a network
   * of one hidden layer, no growth can be.
   *
   * @param depth hidden layers, at least 1
   */
  public Optional<Verdict> verdict(int depth, Thresholds thresholds) {
    double tolerated = thresholds.toleratedShare() * computed;
    if (nonFinite > tolerated) {
      return Optional.of(Verdict.NON_FINITE);
    }
    if (dead + constant > tolerated) {
      return Optional.of(dead >= constant ? Verdict.DEAD : Verdict.CONSTANT);
    }
    double allowed = thresholds.decadesAllowed(depth);
    return log10Growth
        .map(band -> band.median() * (depth - 1))
        .map(
            decades ->
                decades > allowed
                    ? Verdict.EXPLODING
                    : decades < -allowed ? Verdict.VANISHING : Verdict.STABLE);
  }
}
