package io.evenkeel.core.loss;

import io.evenkeel.core.Spec;
import io.evenkeel.core.loss.kernel.CrossEntropyRows;
import java.util.Optional;

/**
 * Cross-entropy of a trial's output as class logits: one sample per row, its class drawn uniformly
 * from the units. The floor is ln(units).
 *
 * @param labelSmoothing weight of the uniform distribution in the target, in [0, 1]
 */
record OutputCrossEntropy(double labelSmoothing) implements OutputClassLoss {
  OutputCrossEntropy {
    Checks.parameter(
        labelSmoothing >= 0 && labelSmoothing <= 1,
        "cross_entropy",
        "label_smoothing",
        labelSmoothing,
        "in [0, 1]");
  }

  @Override
  public Spec spec() {
    return Spec.of("cross_entropy").with("label_smoothing", labelSmoothing);
  }

  /** The Hessian, which smoothing does not change. */
  @Override
  public Optional<OutputCurvature> curvature() {
    return Optional.of(OutputCurvature.SOFTMAX);
  }

  @Override
  public LossAtOutput evaluate(
      float[] output, int batch, int units, int[] labels, double[] gradient) {
    CrossEntropyRows rows = new CrossEntropyRows(labelSmoothing);
    double[] samples = new double[batch];
    for (int row = 0; row < batch; row++) {
      samples[row] = rows.row(output, row * units, units, labels[row], gradient, 1.0 / batch);
    }
    return LossAtOutput.of(samples, StrictMath.log(units));
  }
}
