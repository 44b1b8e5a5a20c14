package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;
import io.evenkeel.core.kernel.Select;

/**
 * phi(x) = 0 for -lambd <= x <= lambd, else x; phi' = 0 there, else 1.
 *
 * <p>NaN gives NaN with slope 0.
 *
 * @param lambd half the width of the dead zone, any finite number; empty if negative
 */
public record Hardshrink(double lambd) implements Activation {
  /**
   * @throws io.evenkeel.core.SpecException if lambd is not finite
   */
  public Hardshrink {
    Ranges.checkFinite("hardshrink", "lambd", lambd);
  }

  @Override
  public Spec spec() {
    return Spec.of("hardshrink").with("lambd", lambd);
  }

  @Override
  public double value(double x) {
    return Math.abs(x) <= lambd ? 0 : x;
  }

  @Override
  public double derivative(double x) {
    return Math.abs(x) > lambd ? 1 : 0;
  }

  /** Both ends of the dead zone, where phi itself jumps; one point is left of it for lambd = 0. */
  @Override
  public double[] kinks() {
    return lambd > 0 ? new double[] {-lambd, lambd} : new double[0];
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    for (int i = 0; i < n; i++) {
      float x = pre[i];
      slope[i] = Select.of(Math.abs(x) > lambd, 1f, 0f);
      act[i] = Select.of(Math.abs(x) <= lambd, 0f, x);
    }
  }
}
