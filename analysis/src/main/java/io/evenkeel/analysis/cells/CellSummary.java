package io.evenkeel.analysis.cells;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The measurements of the trials of a cell.
 *
 * @param cell what they have in common
 * @param trials trials with a row in the tables
 * @param nonFinite of these, computed with a NaN or an infinity somewhere, be it in the loss alone
 * @param invalid of these, refused
 * @param failed of these, thrown out of
 * @param reason why trials were refused or failed; of several reasons the alphabetically first
 * @param nonFiniteLayers first layers with a NaN or infinite activation, over trials that have one
 * @param actStd std of the last hidden layer's activation, over trials with finite activations
 * @param saturated share of the last hidden layer's units, times rows, with a slope of at most
 *     0.01, over trials with finite activations
 * @param forward the activations, from the first hidden layer to the last
 * @param backward the gradients at the layers' outputs, from the last hidden layer to the first
 * @param correlation 1 - |cosine| between the rows of the batch, as a std
 * @param loss the losses
 * @param alike what becomes of two inputs that are almost alike
 * @param log10ActStd decimal logarithm of {@code actStd}
 * @param branches what residual blocks add, and the spread of weight gradients
 * @param firstFarForward first layer whose mean activation std is not within the limits
 * @param firstFarBackward first layer, going back from the last, of which that holds for gradients
 */
public record CellSummary(
    Cell cell,
    long trials,
    long nonFinite,
    long invalid,
    long failed,
    Optional<String> reason,
    Optional<LayerRange> nonFiniteLayers,
    Optional<Band> actStd,
    Optional<Band> saturated,
    PassSummary forward,
    PassSummary backward,
    PassSummary correlation,
    LossSummary loss,
    AlikeInputs alike,
    Sample log10ActStd,
    BranchSummary branches,
    OptionalInt firstFarForward,
    OptionalInt firstFarBackward) {

  /** Trials that ran to their end. */
  public long computed() {
    return trials - invalid - failed;
  }

  /** Share of the computed trials that are not finite; empty if none was computed. */
  public OptionalDouble nonFiniteShare() {
    return computed() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) nonFinite / computed());
  }
}
