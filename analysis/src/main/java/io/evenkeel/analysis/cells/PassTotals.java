package io.evenkeel.analysis.cells;

import java.io.Serializable;
import java.util.Optional;

/** One direction's signals summed over the trials of a cell. */
final class PassTotals implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int GROWTH = 0;
  private static final int LATE = 1;
  private static final int QUANTITIES = 2;

  private long computed;
  private long finite;
  private long zeroAtSource;
  private long dead;
  private long rounding;
  private long constant;
  private long faded;
  private final Quantiles growth = new Quantiles();
  private Changes changes = Changes.NONE;
  private final Moments moments = new Moments(QUANTITIES);
  private final SignCounts contrast = new SignCounts(1);
  private final SignCounts bends = SlopeSigns.counts();

  void add(SignalOutcome outcome) {
    computed += outcome.computed() ? 1 : 0;
    finite += outcome.finite() ? 1 : 0;
    zeroAtSource += outcome.zeroAtSource() ? 1 : 0;
    dead += outcome.dead() ? 1 : 0;
    rounding += outcome.rounding() ? 1 : 0;
    constant += outcome.constant() ? 1 : 0;
    faded += outcome.faded() ? 1 : 0;
    growth.add(outcome.growth());
    moments.add(GROWTH, outcome.growth());
    moments.add(LATE, outcome.slopes().late());
    contrast.add(0, outcome.contrast());
    SlopeSigns.add(outcome.slopes(), bends);
  }

  void add(PassTotals other) {
    computed += other.computed;
    finite += other.finite;
    zeroAtSource += other.zeroAtSource;
    dead += other.dead;
    rounding += other.rounding;
    constant += other.constant;
    faded += other.faded;
    growth.add(other.growth);
    moments.add(other.moments);
    contrast.add(other.contrast);
    bends.add(other.bends);
  }

  /**
   * All trials are there.
   *
   * @param steps from the first layer to the last
   * @param allowed decades by which a trial may change over all steps
   */
  void settle(int steps, double allowed) {
    changes = growth.changes(steps, allowed);
    growth.settle();
  }

  /**
   * @param nonFiniteLayers the first layers that the direction meets with a NaN or infinity
   */
  PassSummary summary(Optional<LayerRange> nonFiniteLayers) {
    return new PassSummary(
        computed,
        computed - finite,
        zeroAtSource,
        dead,
        rounding,
        constant,
        faded,
        nonFiniteLayers,
        growth.band(),
        moments.sample(GROWTH),
        contrast.signs(0),
        moments.sample(LATE),
        SlopeSigns.of(bends),
        changes);
  }
}
