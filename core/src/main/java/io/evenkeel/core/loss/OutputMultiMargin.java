package io.evenkeel.core.loss;

import io.evenkeel.core.Spec;
import io.evenkeel.core.loss.kernel.MultiMarginRows;

/**
 * Multi-class hinge loss of a trial's output as class scores: one sample per row, its class drawn
 * uniformly from the units. The floor is max(0, margin)^p (units - 1) / units.
 *
 * @param p power of the hinge, 1 or 2
 * @param margin by how much the label should lead, finite
 */
record OutputMultiMargin(int p, double margin) implements OutputClassLoss {
  OutputMultiMargin {
    Checks.parameter(p == 1 || p == 2, "multi_margin", "p", p, "1 or 2");
    Checks.finite("multi_margin", "margin", margin);
  }

  @Override
  public Spec spec() {
    return Spec.of("multi_margin").with("p", p).with("margin", margin);
  }

  @Override
  public LossAtOutput evaluate(
      float[] output, int batch, int units, int[] labels, double[] gradient) {
    MultiMarginRows rows = new MultiMarginRows(p, margin);
    double[] samples = new double[batch];
    for (int row = 0; row < batch; row++) {
      samples[row] = rows.row(output, row * units, units, labels[row], gradient, 1.0 / batch);
    }
    double hinge = Math.max(0, margin);
    double floor = (p == 1 ? hinge : hinge * hinge) * (units - 1) / units;
    return LossAtOutput.of(samples, floor);
  }
}
