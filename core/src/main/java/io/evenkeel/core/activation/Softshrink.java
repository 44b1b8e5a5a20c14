package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;
import io.evenkeel.core.kernel.Select;

/**
 * phi(x) = x - lambd for x > lambd, x + lambd for x < -lambd, else 0; phi' = 1 outside, else 0.
 *
 * <p>NaN gives 0 with slope 0, as in PyTorch 1.13.
 *
 * @param lambd half the width of the dead zone, at least 0
 */
public record Softshrink(double lambd) implements Activation {
  /**
   * @throws io.evenkeel.core.SpecException if lambd is negative or not finite
   */
  public Softshrink {
    Ranges.check(
        lambd >= 0 && Double.isFinite(lambd),
        "softshrink",
        "lambd",
        lambd,
        "a finite number of at least 0");
  }

  @Override
  public Spec spec() {
    return Spec.of("softshrink").with("lambd", lambd);
  }

  @Override
  public double value(double x) {
    if (x > lambd) {
      return x - lambd;
    }
    return x < -lambd ? x + lambd : 0;
  }

  @Override
  public double derivative(double x) {
    return Math.abs(x) > lambd ? 1 : 0;
  }

  @Override
  public double[] kinks() {
    return lambd == 0 ? new double[0] : new double[] {-lambd, lambd};
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    for (int i = 0; i < n; i++) {
      double x = pre[i];
      float right = Select.of(x > lambd, (float) (x - lambd), 0f);
      slope[i] = Select.of(Math.abs(x) > lambd, 1f, 0f);
      act[i] = Select.of(x < -lambd, (float) (x + lambd), right);
    }
  }
}
