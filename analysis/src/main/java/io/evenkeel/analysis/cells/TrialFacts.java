package io.evenkeel.analysis.cells;

import io.evenkeel.core.sweep.TrialStatus;
import java.util.OptionalInt;

/**
 * What a row of the table {@code trials} says.
 *
 * @param status how the trial ended
 * @param reason why it was refused or failed; null = it was not
 * @param backward whether gradients were computed
 * @param firstNonFiniteLayer first layer with a NaN or infinite activation
 * @param lastNonFiniteGradientLayer last layer with a NaN or infinite gradient
 * @param lossMean loss; NaN = not computed, or computed to be NaN
 * @param lossFloor loss of an all-zero output
 */
record TrialFacts(
    String status,
    String reason,
    boolean backward,
    OptionalInt firstNonFiniteLayer,
    OptionalInt lastNonFiniteGradientLayer,
    double lossMean,
    double lossFloor) {
  /** Whether the trial was computed to its end. */
  boolean ran() {
    return ended(TrialStatus.OK) || ended(TrialStatus.NONFINITE);
  }

  /** Whether the trial ended so. */
  boolean ended(TrialStatus how) {
    return status.equals(how.text());
  }
}
