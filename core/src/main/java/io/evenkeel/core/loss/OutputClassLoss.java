package io.evenkeel.core.loss;

import io.evenkeel.core.random.RandomStream;

/**
 * A loss at a trial's output whose targets are one class for each row, with a unit for each class.
 */
interface OutputClassLoss extends OutputLoss {
  /** The loss with classes drawn uniformly from the units. */
  @Override
  default LossAtOutput evaluate(
      float[] output,
      int batch,
      int units,
      RandomStream targets,
      RandomStream cotangents,
      double[] gradient) {
    int[] labels = new int[batch];
    for (int row = 0; row < batch; row++) {
      labels[row] = targets.below(units, row);
    }
    return evaluate(output, batch, units, labels, gradient);
  }

  @Override
  default boolean takesLabels() {
    return true;
  }

  @Override
  LossAtOutput evaluate(float[] output, int batch, int units, int[] labels, double[] gradient);
}
