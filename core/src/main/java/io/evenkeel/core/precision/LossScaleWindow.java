package io.evenkeel.core.precision;

import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.stats.ExponentCounts;
import io.evenkeel.core.stats.Scaled;
import java.util.Optional;

/**
 * The loss scales with which a format holds the gradients of all layers: none becomes infinite, and
 * in no layer does more than {@value #LOST} of the values that are not zero become zero. P.
 * Micikevicius et al., "Mixed precision training", 2018, section 3.2.
 *
 * @param low binary logarithm of the smallest such scale
 * @param high binary logarithm of the largest; below {@code low} if there is none
 */
public record LossScaleWindow(double low, double high) {
  /** Share of a layer's gradient that may be lost. */
  public static final double LOST = 0.01;

  /** Whether there is such a scale. */
  public boolean open() {
    return low <= high;
  }

  /** The scales that are in both windows. */
  public LossScaleWindow and(LossScaleWindow other) {
    return new LossScaleWindow(Math.max(low, other.low), Math.min(high, other.high));
  }

  /**
   * The window of one layer; empty if its gradient is zero.
   *
   * @param gradient its values
   * @param largest magnitude among them
   */
  public static Optional<LossScaleWindow> of(
      FloatFormat format, ExponentCounts gradient, Scaled largest) {
    return gradient.total() == 0
        ? Optional.empty()
        : Optional.of(of(FormatRange.of(format), gradient, largest.log2()));
  }

  /**
   * The window for values that are not all zero, given the binary logarithm of the largest
   * magnitude.
   */
  public static LossScaleWindow of(FormatRange range, ExponentCounts gradient, double log2Largest) {
    return new LossScaleWindow(
        range.zeroUpTo() - gradient.log2Quantile(LOST), range.overflowFrom() - log2Largest);
  }
}
