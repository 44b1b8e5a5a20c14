package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;
import io.evenkeel.core.kernel.Select;

/**
 * phi(x) = log sigma(x) = min(x, 0) - log(1 + exp(-|x|)); phi' = sigma(-x).
 *
 * <p>NaN gives NaN; -Infinity gives -Infinity.
 */
public record LogSigmoid() implements Activation {
  @Override
  public Spec spec() {
    return Spec.of("logsigmoid");
  }

  @Override
  public double value(double x) {
    return Math.min(x, 0) - StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  @Override
  public double derivative(double x) {
    return Logistic.value(-x);
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    SmoothBlock.apply(LogSigmoid::kernel, pre, n, act, slope);
  }

  static void kernel(SmoothBlock block, int n) {
    double[] x = block.x;
    double[] argument = block.argument;
    for (int i = 0; i < n; i++) {
      argument[i] = Math.max(-ExpBlock.LIMIT, -Math.abs(x[i]));
    }
    block.exponential.run(argument, n);
    Softplus.log1p(n, block.exponential.exp, argument);
    combine(n, x, block.exponential.exp, argument, block.value, block.slope);
  }

  private static void combine(
      int n, double[] x, double[] exp, double[] log, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      value[i] = Math.min(x[i], 0) - log[i];
      slope[i] = Select.of(x[i] < 0, 1, exp[i]) / (1 + exp[i]);
    }
  }
}
