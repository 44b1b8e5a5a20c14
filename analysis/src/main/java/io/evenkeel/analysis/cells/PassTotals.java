package io.evenkeel.analysis.cells;

import java.io.Serializable;
import java.util.OptionalInt;

/** One direction's signals summed over the trials of a cell. */
final class PassTotals implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int GROWTH = 0;
  private static final int CONTRAST = 1;
  private static final int EXPONENT = 2;

  private long computed;
  private long finite;
  private long dead;
  private long constant;
  private long faded;
  private final Quantiles growth = new Quantiles();
  private final Moments moments = new Moments(3);

  void add(SignalOutcome outcome) {
    computed += outcome.computed() ? 1 : 0;
    finite += outcome.finite() ? 1 : 0;
    dead += outcome.dead() ? 1 : 0;
    constant += outcome.constant() ? 1 : 0;
    faded += outcome.faded() ? 1 : 0;
    growth.add(outcome.growth());
    moments.add(GROWTH, outcome.growth());
    moments.add(CONTRAST, outcome.contrast());
    moments.add(EXPONENT, outcome.exponent());
  }

  void add(PassTotals other) {
    computed += other.computed;
    finite += other.finite;
    dead += other.dead;
    constant += other.constant;
    faded += other.faded;
    growth.add(other.growth);
    moments.add(other.moments);
  }

  void settle() {
    growth.settle();
  }

  /**
   * @param nonFiniteLayer the first layer that the direction meets with a NaN or infinity
   */
  PassSummary summary(OptionalInt nonFiniteLayer) {
    return new PassSummary(
        computed,
        computed - finite,
        dead,
        constant,
        faded,
        nonFiniteLayer,
        growth.band(),
        moments.sample(GROWTH),
        moments.sample(CONTRAST),
        moments.sample(EXPONENT));
  }
}
