package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;

/**
 * phi(x) = max(0, x); phi'(0) = 0.
 *
 * <p>NaN gives NaN with slope 1, as PyTorch's backward pass treats it.
 */
public record Relu() implements Activation {
  @Override
  public Spec spec() {
    return Spec.of("relu");
  }

  @Override
  public double value(double x) {
    return Math.max(x, 0);
  }

  @Override
  public double derivative(double x) {
    return x <= 0 ? 0 : 1;
  }

  @Override
  public double[] kinks() {
    return new double[] {0};
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    for (int i = 0; i < n; i++) {
      act[i] = Math.max(pre[i], 0f);
    }
    for (int i = 0; i < n; i++) {
      slope[i] = Select.of(act[i] <= 0f, 0f, 1f);
    }
  }
}
