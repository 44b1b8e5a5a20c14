package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;

/**
 * phi(x) = max(0, x) + min(0, alpha (exp(x / alpha) - 1)), differentiable everywhere. NaN gives
 * NaN.
 *
 * <p>J. T. Barron, arXiv:1704.07483, eq. 2.
 *
 * @param alpha minus the limit at -Infinity, any finite number but 0
 */
public record Celu(double alpha) implements Activation {
  /**
   * @throws io.evenkeel.core.SpecException if alpha is 0 or not finite
   */
  public Celu {
    Ranges.check(
        Double.isFinite(alpha) && Double.isFinite(1 / alpha),
        "celu",
        "alpha",
        alpha,
        "a finite number other than 0");
  }

  @Override
  public Spec spec() {
    return Spec.of("celu").with("alpha", alpha);
  }

  @Override
  public double value(double x) {
    return unit().value(x);
  }

  @Override
  public double derivative(double x) {
    return unit().derivative(x);
  }

  @Override
  public double[] kinks() {
    return new double[] {0};
  }

  @Override
  public double scale() {
    return Math.min(1, Math.abs(alpha));
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    SmoothBlock.apply(unit(), pre, n, act, slope);
  }

  ExponentialUnit unit() {
    return new ExponentialUnit(1, alpha, 1 / alpha, 1);
  }
}
