package io.evenkeel.core.loss;

import io.evenkeel.core.Spec;
import io.evenkeel.core.loss.kernel.BceWithLogitsRows;
import io.evenkeel.core.random.RandomStream;
import java.util.Optional;

/**
 * Binary cross-entropy of a trial's output as logits, against fair coins: one sample per row, the
 * mean over its units. The floor is ln 2 for {@code pos_weight} 1.
 *
 * @param posWeight what a positive weighs, finite, at least 0
 */
record OutputBceWithLogits(double posWeight) implements OutputLoss {
  OutputBceWithLogits {
    Checks.parameter(
        posWeight >= 0 && Double.isFinite(posWeight),
        "bce_with_logits",
        "pos_weight",
        posWeight,
        "finite and at least 0");
  }

  @Override
  public Spec spec() {
    return Spec.of("bce_with_logits").with("pos_weight", posWeight);
  }

  @Override
  public Optional<OutputCurvature> curvature() {
    return posWeight == 1 ? Optional.of(OutputCurvature.LOGISTIC) : Optional.empty();
  }

  @Override
  public LossAtOutput evaluate(
      float[] output,
      int batch,
      int units,
      RandomStream targets,
      RandomStream cotangents,
      double[] gradient) {
    BceWithLogitsRows rows = new BceWithLogitsRows(posWeight);
    double[] samples = new double[batch];
    float[] target = new float[units];
    double positives = 0;
    for (int row = 0; row < batch; row++) {
      Targets.fillBits(targets, (long) row * units, target);
      positives += sum(target);
      samples[row] = rows.row(output, row * units, units, target, 0, gradient, 1.0 / batch);
    }
    double all = (double) batch * units;
    double weight = (posWeight * positives + (all - positives)) / all;
    return LossAtOutput.of(samples, weight * StrictMath.log(2));
  }

  private static double sum(float[] x) {
    double sum = 0;
    for (float entry : x) {
      sum += entry;
    }
    return sum;
  }
}
