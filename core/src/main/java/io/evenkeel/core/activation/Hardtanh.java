package io.evenkeel.core.activation;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.Spec;

/**
 * phi(x) = x kept within [min_val, max_val]; phi' = 1 strictly inside, else 0.
 *
 * <p>NaN gives NaN with slope 0.
 *
 * @param minVal lower end, below maxVal
 * @param maxVal upper end
 */
public record Hardtanh(double minVal, double maxVal) implements Activation {
  /**
   * @throws io.evenkeel.core.SpecException if either is not finite, or minVal is not below maxVal
   */
  public Hardtanh {
    Ranges.checkFinite("hardtanh", "min_val", minVal);
    Ranges.checkFinite("hardtanh", "max_val", maxVal);
    Ranges.check(
        minVal < maxVal, "hardtanh", "min_val", minVal, "below max_val=" + Numbers.text(maxVal));
  }

  @Override
  public Spec spec() {
    return Spec.of("hardtanh").with("min_val", minVal).with("max_val", maxVal);
  }

  @Override
  public double value(double x) {
    return Math.min(Math.max(x, minVal), maxVal);
  }

  @Override
  public double derivative(double x) {
    return x > minVal && x < maxVal ? 1 : 0;
  }

  @Override
  public double[] kinks() {
    return new double[] {minVal, maxVal};
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    Segments.clamp(pre, n, minVal, maxVal, act, slope);
  }
}
