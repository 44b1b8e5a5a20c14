package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;

/**
 * phi(x) = 1 / (1 + exp(-x)); phi' = phi(x) phi(-x), to full relative precision in both tails.
 *
 * <p>NaN gives NaN; the infinities give 0 and 1 with slope 0.
 */
public record Sigmoid() implements Activation {
  @Override
  public Spec spec() {
    return Spec.of("sigmoid");
  }

  @Override
  public double value(double x) {
    return Logistic.value(x);
  }

  @Override
  public double derivative(double x) {
    return Logistic.derivative(x);
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    SmoothBlock.apply(Sigmoid::kernel, pre, n, act, slope);
  }

  static void kernel(SmoothBlock block, int n) {
    block.expOfX(n);
    combine(n, block.exponential.exp, block.value, block.slope);
  }

  private static void combine(int n, double[] exp, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      double complement = 1 / (1 + exp[i]);
      double y = exp[i] * complement;
      value[i] = y;
      slope[i] = y * complement;
    }
  }
}
