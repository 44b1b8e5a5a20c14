package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;
import io.evenkeel.core.kernel.Select;

/**
 * phi(x) = log(1 + exp(beta x)) / beta where beta x <= threshold, else x; phi' = sigma(beta x),
 * else 1.
 *
 * <p>NaN gives NaN.
 *
 * @param beta inverse width of the bend, any finite number but 0
 * @param threshold beta x beyond which phi is taken as linear, any finite number
 */
public record Softplus(double beta, double threshold) implements Activation {
  /**
   * @throws io.evenkeel.core.SpecException if beta is 0, or either is not finite
   */
  public Softplus {
    Ranges.check(
        Double.isFinite(beta) && Double.isFinite(1 / beta),
        "softplus",
        "beta",
        beta,
        "a finite number other than 0");
    Ranges.checkFinite("softplus", "threshold", threshold);
  }

  @Override
  public Spec spec() {
    return Spec.of("softplus").with("beta", beta).with("threshold", threshold);
  }

  @Override
  public double value(double x) {
    double b = beta * x;
    double log = StrictMath.log1p(StrictMath.exp(-Math.abs(b)));
    return b > threshold ? x : (Math.max(b, 0) + log) / beta;
  }

  @Override
  public double derivative(double x) {
    return beta * x > threshold ? 1 : Logistic.value(beta * x);
  }

  @Override
  public double[] kinks() {
    return new double[] {threshold / beta};
  }

  @Override
  public double scale() {
    return Math.min(1, 1 / Math.abs(beta));
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    SmoothBlock.apply(this::kernel, pre, n, act, slope);
  }

  void kernel(SmoothBlock block, int n) {
    double[] x = block.x;
    double[] argument = block.argument;
    for (int i = 0; i < n; i++) {
      argument[i] = Math.max(-ExpBlock.LIMIT, -Math.abs(beta * x[i]));
    }
    block.exponential.run(argument, n);
    log1p(n, block.exponential.exp, argument);
    combine(n, x, block.exponential.exp, argument, block.value, block.slope);
  }

  /** log(1 + e) = 2 atanh(e / (2 + e)) for 0 <= e <= 1. */
  static void log1p(int n, double[] e, double[] log) {
    for (int i = 0; i < n; i++) {
      double s = e[i] / (2 + e[i]);
      log[i] = s * Polynomials.atanhRatio(s * s);
    }
  }

  private void combine(
      int n, double[] x, double[] exp, double[] log, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      double b = beta * x[i];
      double sigma = Select.of(b < 0, exp[i], 1) / (1 + exp[i]);
      value[i] = Select.of(b > threshold, x[i], (Math.max(b, 0) + log[i]) / beta);
      slope[i] = Select.of(b > threshold, 1, sigma);
    }
  }
}
