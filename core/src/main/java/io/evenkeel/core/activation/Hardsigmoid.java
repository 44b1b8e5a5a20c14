package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;

/**
 * phi(x) = (x + 3) / 6 kept within [0, 1]; phi' = 1/6 strictly between -3 and 3, else 0.
 *
 * <p>NaN gives NaN with slope 0.
 */
public record Hardsigmoid() implements Activation {
  private static final double END = 3;

  @Override
  public Spec spec() {
    return Spec.of("hardsigmoid");
  }

  @Override
  public double value(double x) {
    return Math.min(Math.max(x + END, 0), 2 * END) / (2 * END);
  }

  @Override
  public double derivative(double x) {
    return x > -END && x < END ? 1 / (2 * END) : 0;
  }

  @Override
  public double[] kinks() {
    return new double[] {-END, END};
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    Segments.inside(pre, n, -END, END, (float) (1 / (2 * END)), slope);
    float end = (float) END;
    for (int i = 0; i < n; i++) {
      act[i] = Math.min(Math.max(pre[i] + end, 0f), 2 * end) / (2 * end);
    }
  }
}
