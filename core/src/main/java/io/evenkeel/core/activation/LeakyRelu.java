package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;

/**
 * phi(x) = x for x > 0, else negative_slope x; phi'(0) = negative_slope. NaN gives NaN with slope
 * negative_slope.
 *
 * @param negativeSlope slope for x <= 0, any finite number
 */
public record LeakyRelu(double negativeSlope) implements Activation {
  /**
   * @throws io.evenkeel.core.SpecException if the slope is not finite
   */
  public LeakyRelu {
    Ranges.checkFinite("leaky_relu", "negative_slope", negativeSlope);
  }

  @Override
  public Spec spec() {
    return Spec.of("leaky_relu").with("negative_slope", negativeSlope);
  }

  @Override
  public double value(double x) {
    return x > 0 ? x : negativeSlope * x;
  }

  @Override
  public double derivative(double x) {
    return x > 0 ? 1 : negativeSlope;
  }

  @Override
  public double[] kinks() {
    return negativeSlope == 1 ? new double[0] : new double[] {0};
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    Segments.leaky(pre, n, (float) negativeSlope, act, slope);
  }
}
