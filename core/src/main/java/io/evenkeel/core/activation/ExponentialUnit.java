package io.evenkeel.core.activation;

/**
 * What elu, celu and selu share: {@code positive x} for x > 0, else {@code amplitude expm1(rate
 * x)}.
 *
 * @param positive slope for x > 0
 * @param amplitude limit at -Infinity, negated
 * @param rate scale of the exponent
 * @param atZero slope at 0 from the left
 */
record ExponentialUnit(double positive, double amplitude, double rate, double atZero)
    implements SmoothBlock.Kernel {
  /** Turns any positive float into more than 1. */
  private static final double STEEP = 0x1p200;

  double value(double x) {
    return x > 0 ? positive * x : amplitude * StrictMath.expm1(rate * x);
  }

  double derivative(double x) {
    return x > 0 ? positive : atZero * StrictMath.exp(rate * x);
  }

  @Override
  public void run(SmoothBlock block, int n) {
    double[] x = block.x;
    double[] argument = block.argument;
    for (int i = 0; i < n; i++) {
      argument[i] = ExpBlock.clamp(rate * Math.min(x[i], 0));
    }
    block.exponential.run(argument, n);
    combine(block, n);
  }

  private void combine(SmoothBlock block, int n) {
    double[] x = block.x;
    double[] exp = block.exponential.exp;
    double[] expm1 = block.exponential.expm1;
    double[] value = block.value;
    double[] slope = block.slope;
    for (int i = 0; i < n; i++) {
      // To the right of 0 exp is 1 and expm1 is 0.
      double ramp = Math.max(x[i], 0);
      double isRight = Math.min(1, ramp * STEEP);
      value[i] = positive * ramp + amplitude * expm1[i];
      slope[i] = atZero * exp[i] * (1 - isRight) + positive * isRight;
    }
  }
}
