package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;
import io.evenkeel.core.kernel.Select;

/**
 * phi(x) = x for x > threshold, else value; phi' = 1, else 0.
 *
 * <p>NaN gives NaN with slope 1.
 *
 * @param threshold where phi switches, any finite number
 * @param value what phi is at and below it, any finite number
 */
public record Threshold(double threshold, double value) implements Activation {
  /**
   * @throws io.evenkeel.core.SpecException if either is not finite
   */
  public Threshold {
    Ranges.checkFinite("threshold", "threshold", threshold);
    Ranges.checkFinite("threshold", "value", value);
  }

  @Override
  public Spec spec() {
    return Spec.of("threshold").with("threshold", threshold).with("value", value);
  }

  @Override
  public double value(double x) {
    return x <= threshold ? value : x;
  }

  @Override
  public double derivative(double x) {
    return x <= threshold ? 0 : 1;
  }

  @Override
  public double[] kinks() {
    return new double[] {threshold};
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    float low = (float) value;
    for (int i = 0; i < n; i++) {
      float x = pre[i];
      slope[i] = Select.of(x <= threshold, 0f, 1f);
      act[i] = Select.of(x <= threshold, low, x);
    }
  }
}
