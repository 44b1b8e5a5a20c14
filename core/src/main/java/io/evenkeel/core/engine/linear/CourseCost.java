package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Cost;
import io.evenkeel.core.engine.Updates;

/** The cost of passes through a layer that is trained without holding its weights. */
final class CourseCost {
  /** Seconds for one floating-point operation of a projection, in float64. */
  private static final double PER_PROJECTED = 1 / 8e9;

  /**
   * Seconds for one floating-point operation of a combination of rows or of their products, in
   * float32.
   */
  private static final double PER_COMBINED = 1 / 30e9;

  private CourseCost() {}

  /** The cost of one pass forward and one backward, averaged over all passes. */
  static Cost of(DenseLayout layout, Updates updates) {
    double batch = layout.batch();
    double in = layout.in();
    double out = layout.out();
    double inputs = SeenNormals.most(layout.batch(), updates.passes(), layout.in());
    double gradients = SeenNormals.most(layout.batch(), updates.passes(), layout.out());
    double newInputs = inputs / updates.passes();
    double newGradients = gradients / updates.passes();
    double meanInputs = (inputs + Math.min(batch, inputs)) / 2;
    double meanGradients = (gradients + Math.min(batch, gradients)) / 2;
    double draws = newInputs * out + newGradients * in;
    double projected =
        8 * batch * (meanInputs * in + meanGradients * out) + 4 * batch * batch * (in + out);
    double combined =
        newInputs * meanGradients * (2 * in + 4 * out)
            + newGradients * meanInputs * (2 * out + 4 * in)
            + 2 * batch * (meanInputs + meanGradients) * (in + out);
    double seconds =
        Rates.PER_LAYER
            + Rates.PER_FREE_LAYER
            + Rates.PER_DRAW * draws
            + PER_PROJECTED * projected
            + PER_COMBINED * combined;
    return new Cost(draws + Rates.biases(layout), projected + combined, seconds);
  }
}
