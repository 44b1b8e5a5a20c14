package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;

/**
 * phi(x) = x for x > 0, else alpha (exp(x) - 1); phi'(0) = alpha. NaN gives NaN.
 *
 * <p>D.-A. Clevert, T. Unterthiner, S. Hochreiter, ICLR 2016, eq. 14 and 15.
 *
 * @param alpha minus the limit at -Infinity, any finite number
 */
public record Elu(double alpha) implements Activation {
  /**
   * @throws io.evenkeel.core.SpecException if alpha is not finite
   */
  public Elu {
    Ranges.checkFinite("elu", "alpha", alpha);
  }

  @Override
  public Spec spec() {
    return Spec.of("elu").with("alpha", alpha);
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
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    SmoothBlock.apply(unit(), pre, n, act, slope);
  }

  ExponentialUnit unit() {
    return new ExponentialUnit(1, alpha, 1, alpha);
  }
}
