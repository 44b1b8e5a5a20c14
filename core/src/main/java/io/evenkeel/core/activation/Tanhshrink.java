package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;
import io.evenkeel.core.kernel.Select;

/**
 * phi(x) = x - tanh(x); phi' = tanh(x)^2.
 *
 * <p>Near 0, where the difference cancels, phi is x^3 times a polynomial in x^2. NaN gives NaN.
 */
public record Tanhshrink() implements Activation {
  /** Below this the difference is taken from {@link Polynomials#tanhDefect}. */
  private static final double SMALL = 0.5;

  @Override
  public Spec spec() {
    return Spec.of("tanhshrink");
  }

  @Override
  public double value(double x) {
    return Math.abs(x) < SMALL ? defect(x) : x - StrictMath.tanh(x);
  }

  @Override
  public double derivative(double x) {
    double y = StrictMath.tanh(x);
    return y * y;
  }

  private static double defect(double x) {
    return x * (x * x) * Polynomials.tanhDefect(x * x);
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    SmoothBlock.apply(Tanhshrink::kernel, pre, n, act, slope);
  }

  static void kernel(SmoothBlock block, int n) {
    Tanh.expOfTwice(block, n);
    combine(n, block.x, block.exponential.expm1, block.value, block.slope);
  }

  private static void combine(int n, double[] x, double[] expm1, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      double tanh = expm1[i] / (2 + expm1[i]);
      value[i] = Select.of(Math.abs(x[i]) < SMALL, defect(x[i]), x[i] - tanh);
      slope[i] = tanh * tanh;
    }
  }
}
