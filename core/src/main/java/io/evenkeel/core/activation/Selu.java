package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;

/**
 * phi(x) = scale (max(0, x) + min(0, alpha (exp(x) - 1))); phi'(0) = scale alpha. NaN gives NaN.
 *
 * <p>scale = 1.0507..., alpha = 1.6732...: the fixed point of G. Klambauer, T. Unterthiner, A.
 * Mayr, S. Hochreiter, NeurIPS 2017, eq. 2 and 14.
 */
public record Selu() implements Activation {
  private static final double SCALE = 1.0507009873554805;
  private static final double ALPHA = 1.6732632423543772;

  @Override
  public Spec spec() {
    return Spec.of("selu");
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
    return new ExponentialUnit(SCALE, SCALE * ALPHA, 1, SCALE * ALPHA);
  }
}
