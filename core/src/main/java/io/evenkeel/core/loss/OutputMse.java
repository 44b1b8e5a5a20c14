package io.evenkeel.core.loss;

import io.evenkeel.core.Spec;
import io.evenkeel.core.loss.kernel.MseRows;
import io.evenkeel.core.random.RandomStream;
import java.util.Optional;

/**
 * Squared error of a trial's output against standard normal targets: one sample per row, the mean
 * over its units. The floor is the mean square of the targets, about 1.
 */
record OutputMse() implements OutputLoss {
  @Override
  public Spec spec() {
    return Spec.of("mse");
  }

  @Override
  public Optional<OutputCurvature> curvature() {
    return Optional.of(OutputCurvature.SQUARED);
  }

  @Override
  public LossAtOutput evaluate(
      float[] output,
      int batch,
      int units,
      RandomStream targets,
      RandomStream cotangents,
      double[] gradient) {
    double[] samples = new double[batch];
    float[] target = new float[units];
    MseRows kernel = new MseRows();
    double floor = 0;
    for (int row = 0; row < batch; row++) {
      targets.fillNormal((long) row * units, target, 0, units);
      floor += meanSquare(target) / batch;
      samples[row] = kernel.row(output, row * units, units, target, 0, gradient, 1.0 / batch);
    }
    return LossAtOutput.of(samples, floor);
  }

  private static double meanSquare(float[] target) {
    double sum = 0;
    for (float t : target) {
      sum += (double) t * t;
    }
    return sum / target.length;
  }
}
