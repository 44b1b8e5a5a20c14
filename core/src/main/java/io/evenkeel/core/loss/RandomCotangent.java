package io.evenkeel.core.loss;

import io.evenkeel.core.Spec;
import io.evenkeel.core.random.RandomStream;

/**
 * The scale-free probe: loss = sum(out * c) over the whole batch, c ~ N(0, 1) from the cotangent
 * stream, so that the backward pass starts from exactly c whatever the output is.
 *
 * <p>One sample per row, its loss the row's sum; the mean reported is the mean of the row sums.
 * Unlike every other loss's, the gradient is that of the <em>sum</em> over samples, not of the
 * mean. The floor is 0. NaN and infinities pass through the products.
 */
record RandomCotangent() implements OutputLoss {
  @Override
  public Spec spec() {
    return Spec.of("random_cotangent");
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
    float[] c = new float[units];
    for (int row = 0; row < batch; row++) {
      int from = row * units;
      cotangents.fillNormal(from, c, 0, units);
      for (int i = 0; i < units; i++) {
        samples[row] += (double) output[from + i] * c[i];
        gradient[from + i] = c[i];
      }
    }
    return LossAtOutput.of(samples, 0);
  }
}
