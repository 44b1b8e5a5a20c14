package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;

/**
 * phi(x) = x for x > 0, else init x; phi'(0) = init: PyTorch's parametric relu at initialisation,
 * where its learnable slope still has its initial value. NaN gives NaN with slope init.
 *
 * @param init slope for x <= 0, any finite number
 */
public record Prelu(double init) implements Activation {
  /**
   * @throws io.evenkeel.core.SpecException if the slope is not finite
   */
  public Prelu {
    Ranges.checkFinite("prelu", "init", init);
  }

  @Override
  public Spec spec() {
    return Spec.of("prelu").with("init", init);
  }

  @Override
  public double value(double x) {
    return x > 0 ? x : init * x;
  }

  @Override
  public double derivative(double x) {
    return x > 0 ? 1 : init;
  }

  @Override
  public double[] kinks() {
    return init == 1 ? new double[0] : new double[] {0};
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    Segments.leaky(pre, n, (float) init, act, slope);
  }
}
