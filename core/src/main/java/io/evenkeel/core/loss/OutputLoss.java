package io.evenkeel.core.loss;

import io.evenkeel.core.Spec;
import io.evenkeel.core.random.RandomStream;
import java.util.Optional;

/**
 * A loss as an axis of a sweep: it is computed from a trial's output and gives the gradient there.
 */
public interface OutputLoss {
  /** Canonical name and every parameter: {@code cross_entropy(label_smoothing=0)}. */
  Spec spec();

  /** Why an output of this shape cannot feed this loss; empty if it can. */
  default Optional<String> unsupported(int batch, int units) {
    return Optional.empty();
  }

  /** Whether its targets are one class for each row, so that labels can take their place. */
  default boolean takesLabels() {
    return false;
  }

  /**
   * The loss with labels in place of drawn targets.
   *
   * @param labels class of each row, from 0, below {@code units}
   * @throws IllegalStateException unless it {@linkplain #takesLabels takes labels}
   */
  default LossAtOutput evaluate(
      float[] output, int batch, int units, int[] labels, double[] gradient) {
    throw new IllegalStateException(spec() + " takes no labels");
  }

  /** The loss's Hessian with respect to the output; empty if it has none, or none is known. */
  default Optional<OutputCurvature> curvature() {
    return Optional.empty();
  }

  /**
   * Bytes on the heap that {@link #evaluate} takes temporarily, besides its arguments, for an
   * output of this shape; amounts that are small beside the output are not counted.
   */
  default long evaluationBytes(int batch, int units) {
    return 0;
  }

  /**
   * The loss at a trial's output, its gradient, and the loss of an all-zero output.
   *
   * @param output the last layer's output, row-major {@code [batch][units]}
   * @param targets the trial's target stream; targets depend on it and on the shape alone
   * @param cotangents the trial's cotangent stream, for the probe
   * @param gradient receives d loss / d output, row-major {@code [batch][units]}
   */
  LossAtOutput evaluate(
      float[] output,
      int batch,
      int units,
      RandomStream targets,
      RandomStream cotangents,
      double[] gradient);
}
