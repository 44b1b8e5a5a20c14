package io.evenkeel.analysis.cells;

import io.evenkeel.core.sweep.TrialStatus;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The content of a row of the table {@code trials}.
 *
 * @param status how the trial ended
 * @param reason why it was refused or failed; null = it was not
 * @param backward whether gradients were computed
 * @param firstNonFiniteLayer first layer with a NaN or infinite activation
 * @param lastNonFiniteGradientLayer last layer with a NaN or infinite gradient
 * @param lossMean loss, NaN or infinite where it is; empty = not computed
 * @param lossFloor loss of an all-zero output; NaN = not computed, or computed to be NaN
 * @param log10LossGradRms decimal logarithm of the rms of the loss's gradient at the output;
 *     -Infinity = exactly zero, NaN = not computed, or computed to be NaN
 */
record TrialFacts(
    String status,
    String reason,
    boolean backward,
    OptionalInt firstNonFiniteLayer,
    OptionalInt lastNonFiniteGradientLayer,
    OptionalDouble lossMean,
    double lossFloor,
    double log10LossGradRms) {
  /** Whether the trial was computed to its end. */
  boolean ran() {
    return ended(TrialStatus.OK) || ended(TrialStatus.NONFINITE);
  }

  /** Whether the trial ended so. */
  boolean ended(TrialStatus how) {
    return status.equals(how.text());
  }
}
