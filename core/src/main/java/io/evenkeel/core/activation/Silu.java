package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;

/**
 * phi(x) = x sigma(x), also called swish; phi' = sigma(x) (1 + x sigma(-x)).
 *
 * <p>As PyTorch evaluates it: phi(-Infinity) and phi'(+-Infinity) are NaN, phi(Infinity) is
 * Infinity. NaN gives NaN.
 */
public record Silu() implements Activation {
  @Override
  public Spec spec() {
    return Spec.of("silu");
  }

  @Override
  public double value(double x) {
    return x * Logistic.value(x);
  }

  @Override
  public double derivative(double x) {
    return Logistic.value(x) * (1 + x * Logistic.value(-x));
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    SmoothBlock.apply(Silu::kernel, pre, n, act, slope);
  }

  static void kernel(SmoothBlock block, int n) {
    block.expOfX(n);
    combine(n, block.x, block.exponential.exp, block.value, block.slope);
  }

  private static void combine(int n, double[] x, double[] exp, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      double complement = 1 / (1 + exp[i]);
      double sigma = exp[i] * complement;
      // exp is clamped away from 0, so the NaN of 0 * Infinity is added: 0 * x is 0 or NaN.
      value[i] = Math.fma(x[i], sigma, 0 * Math.min(x[i], 0));
      slope[i] = Math.fma(x[i], 0, sigma * Math.fma(x[i], complement, 1));
    }
  }
}
