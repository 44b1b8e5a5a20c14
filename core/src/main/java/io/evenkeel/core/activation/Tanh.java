package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;

/**
 * phi(x) = tanh(x); phi' = 4e / (1 + e)^2 with e = exp(-2|x|), which does not cancel.
 *
 * <p>The slope is exactly 0 where tanh(x) is +-1 in double precision, |x| >= 27.5 ln 2 = 19.06....
 * NaN gives NaN.
 */
public record Tanh() implements Activation {
  /** From here on 1 - 2 exp(-2x) rounds to 1: 2 exp(-2x) = 2^-54. */
  private static final double SATURATION = 19.061547465398498;

  /** Turns the distance of any double below SATURATION into more than 1. */
  private static final double STEEP = 0x1p80;

  @Override
  public Spec spec() {
    return Spec.of("tanh");
  }

  @Override
  public double value(double x) {
    return StrictMath.tanh(x);
  }

  @Override
  public double derivative(double x) {
    if (Math.abs(x) >= SATURATION) {
      return 0;
    }
    double e = StrictMath.exp(-2 * Math.abs(x));
    return 4 * e / ((1 + e) * (1 + e));
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    SmoothBlock.apply(Tanh::kernel, pre, n, act, slope);
  }

  static void kernel(SmoothBlock block, int n) {
    expOfTwice(block, n);
    combine(n, block);
  }

  /** Takes the exponential of 2x, x kept within +-SATURATION. */
  static void expOfTwice(SmoothBlock block, int n) {
    double[] x = block.x;
    double[] argument = block.argument;
    for (int i = 0; i < n; i++) {
      argument[i] = 2 * Math.max(-SATURATION, Math.min(SATURATION, x[i]));
    }
    block.exponential.run(argument, n);
  }

  private static void combine(int n, SmoothBlock block) {
    double[] argument = block.argument;
    double[] exp = block.exponential.exp;
    double[] expm1 = block.exponential.expm1;
    double[] value = block.value;
    double[] slope = block.slope;
    for (int i = 0; i < n; i++) {
      double inverse = 1 / (2 + expm1[i]);
      double unsaturated = Math.min(1, (2 * SATURATION - Math.abs(argument[i])) * STEEP);
      value[i] = expm1[i] * inverse;
      slope[i] = 4 * exp[i] * inverse * inverse * unsaturated;
    }
  }
}
