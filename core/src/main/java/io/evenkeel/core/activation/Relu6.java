package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;

/** phi(x) = x kept within [0, 6]; phi' = 1 strictly inside, else 0. NaN gives NaN with slope 0. */
public record Relu6() implements Activation {
  private static final double TOP = 6;

  @Override
  public Spec spec() {
    return Spec.of("relu6");
  }

  @Override
  public double value(double x) {
    return Math.min(Math.max(x, 0), TOP);
  }

  @Override
  public double derivative(double x) {
    return x > 0 && x < TOP ? 1 : 0;
  }

  @Override
  public double[] kinks() {
    return new double[] {0, TOP};
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    Segments.clamp(pre, n, 0, TOP, act, slope);
  }
}
