package io.evenkeel.analysis.cells;

import java.util.OptionalDouble;

/**
 * The losses of a cell's trials.
 *
 * @param computed trials with a loss, be it NaN or infinite
 * @param infinite of these, with an infinite loss
 * @param nan of these, with a NaN
 * @param alone of those that are infinite or NaN, with finite activations in all layers: the loss
 *     itself makes it so
 * @param median over trials with a finite loss
 * @param floor median over trials of the loss that an all-zero output gives, where it is finite
 */
public record LossSummary(
    long computed,
    long infinite,
    long nan,
    long alone,
    OptionalDouble median,
    OptionalDouble floor) {
  /** Share of the computed trials whose loss is infinite or NaN; empty if none was computed. */
  public OptionalDouble nonFiniteShare() {
    return computed == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) nonFinite() / computed);
  }

  /** Trials with an infinite loss or a NaN. */
  public long nonFinite() {
    return infinite + nan;
  }
}
