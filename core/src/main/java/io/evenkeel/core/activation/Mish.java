package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;

/**
 * phi(x) = x tanh(log(1 + exp(x))).
 *
 * <p>With e = exp(x) and N = e (e + 2), tanh(log(1 + e)) = N / (N + 2) and phi' = N / (N + 2) + 4 x
 * e (1 + e) / (N + 2)^2: no logarithm and no cancellation in the tails. As PyTorch evaluates it,
 * phi(-Infinity) and phi'(+-Infinity) are NaN. NaN gives NaN.
 *
 * <p>D. Misra, BMVC 2020, eq. 1.
 */
public record Mish() implements Activation {
  /** exp(x) from here on is so large that N / (N + 2) is 1 in double precision; N stays finite. */
  private static final double LARGE = 100;

  @Override
  public Spec spec() {
    return Spec.of("mish");
  }

  @Override
  public double value(double x) {
    return x * tanhSoftplus(x);
  }

  @Override
  public double derivative(double x) {
    return tanhSoftplus(x) + x * tanhSoftplusSlope(x);
  }

  /** The derivative of {@link #tanhSoftplus}. */
  static double tanhSoftplusSlope(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    double rest = x < 0 ? e * (1 + e) : e * e * (1 + e);
    double scale = x < 0 ? 2 + e * (2 + e) : 1 + 2 * e * (1 + e);
    return 4 * (rest / (scale * scale));
  }

  /** tanh(log(1 + exp(x))), of exp(-|x|) so that nothing overflows. */
  static double tanhSoftplus(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return x < 0 ? e * (2 + e) / (2 + e * (2 + e)) : (1 + 2 * e) / (1 + 2 * e * (1 + e));
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    SmoothBlock.apply(Mish::kernel, pre, n, act, slope);
  }

  static void kernel(SmoothBlock block, int n) {
    exponential(block, n);
    combine(n, block.x, block.exponential.exp, block.value, block.slope);
  }

  private static void exponential(SmoothBlock block, int n) {
    double[] x = block.x;
    double[] argument = block.argument;
    for (int i = 0; i < n; i++) {
      argument[i] = Math.max(-ExpBlock.LIMIT, Math.min(x[i], LARGE));
    }
    block.exponential.run(argument, n);
  }

  /** {@link #tanhSoftplus} and its derivative. */
  static void tanhSoftplusKernel(SmoothBlock block, int n) {
    exponential(block, n);
    double[] exp = block.exponential.exp;
    double[] value = block.value;
    double[] slope = block.slope;
    for (int i = 0; i < n; i++) {
      double e = exp[i];
      double product = e * (e + 2);
      double inverse = 1 / (product + 2);
      value[i] = product * inverse;
      slope[i] = 4 * (e * inverse) * ((1 + e) * inverse);
    }
  }

  private static void combine(int n, double[] x, double[] exp, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      double e = exp[i];
      double product = e * (e + 2);
      double inverse = 1 / (product + 2);
      double tanh = product * inverse;
      double rest = 4 * x[i] * (e * inverse) * ((1 + e) * inverse);
      // exp is clamped away from 0, so the NaN of 0 * Infinity is added: 0 * x is 0 or NaN.
      value[i] = Math.fma(x[i], tanh, 0 * Math.min(x[i], 0));
      slope[i] = Math.fma(x[i], 0, tanh + rest);
    }
  }
}
