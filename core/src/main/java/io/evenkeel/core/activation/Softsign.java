package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;

/**
 * phi(x) = x / (1 + |x|); phi' = 1 / (1 + |x|)^2.
 *
 * <p>NaN gives NaN, and so do, as in PyTorch, the infinities.
 */
public record Softsign() implements Activation {
  @Override
  public Spec spec() {
    return Spec.of("softsign");
  }

  @Override
  public double value(double x) {
    return x / (1 + Math.abs(x));
  }

  @Override
  public double derivative(double x) {
    double inverse = 1 / (1 + Math.abs(x));
    return Math.fma(x, 0, inverse * inverse);
  }

  @Override
  public double[] kinks() {
    return new double[] {0};
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    for (int i = 0; i < n; i++) {
      float inverse = 1 / (1 + Math.abs(pre[i]));
      slope[i] = Math.fma(pre[i], 0f, inverse * inverse);
    }
    for (int i = 0; i < n; i++) {
      act[i] = pre[i] / (1 + Math.abs(pre[i]));
    }
  }
}
