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
      argument[i] = ExpBlock.clamp(rate * x[i]);
    }
    block.exponential.run(argument, n);
    combine(block, n);
  }

  private void combine(SmoothBlock block, int n) {
    double[] x = block.x;
    double[] exp = block.exponential.exp;
    double[] expm1 = block.exponential.expm1;
    for (int i = 0; i < n; i++) {
      block.value[i] = Select.of(x[i] > 0, positive * x[i], amplitude * expm1[i]);
      block.slope[i] = Select.of(x[i] > 0, positive, atZero * exp[i]);
    }
  }
}
