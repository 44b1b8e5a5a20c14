package io.evenkeel.core.precision;

import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.stats.ExponentCounts;
import java.util.EnumMap;
import java.util.Map;

/** The range of magnitudes of a format, as binary logarithms of its bounds. */
public final class FormatRange {
  private static final Map<FloatFormat, FormatRange> RANGES = ranges();

  private final double zeroUpTo;
  private final double normalFrom;
  private final double overflowFrom;
  private final double largest;

  private FormatRange(double zeroUpTo, double normalFrom, double overflowFrom, double largest) {
    this.largest = largest;
    this.zeroUpTo = zeroUpTo;
    this.normalFrom = normalFrom;
    this.overflowFrom = overflowFrom;
  }

  /**
   * The range of a format with rounding to nearest; of two equally near values the even one is
   * taken.
   */
  public static FormatRange of(FloatFormat format) {
    return RANGES.get(format);
  }

  private static Map<FloatFormat, FormatRange> ranges() {
    Map<FloatFormat, FormatRange> ranges = new EnumMap<>(FloatFormat.class);
    for (FloatFormat format : FloatFormat.values()) {
      ranges.put(format, measured(format));
    }
    return ranges;
  }

  private static FormatRange measured(FloatFormat format) {
    int top = Math.getExponent(format.largest());
    double halfLastPlace = Math.scalb(0.5, top - format.fractionBits());
    return new FormatRange(
        log2(format.smallest() / 2.0),
        log2(format.smallestNormal() - format.smallest() / 2.0),
        log2(format.largest() + halfLastPlace),
        format.largest());
  }

  /** The largest finite value. */
  public double largest() {
    return largest;
  }

  /** Largest magnitude that becomes zero: half of the smallest positive value. */
  public double zeroUpTo() {
    return zeroUpTo;
  }

  /** Smallest magnitude that becomes a normal value, with all bits of the fraction. */
  public double normalFrom() {
    return normalFrom;
  }

  /**
   * Smallest magnitude that is rounded beyond the largest value: half a unit in the last place
   * above it.
   */
  public double overflowFrom() {
    return overflowFrom;
  }

  /**
   * Share of the finite values other than zero that become zero; 0 without values.
   *
   * @param scale power of two that the values are multiplied by
   */
  public double flushed(ExponentCounts values, double scale) {
    return share(values, values.below(zeroUpTo - scale));
  }

  /**
   * Share of the finite values other than zero that become subnormal, with fewer bits than normal
   * values; see {@link #flushed}.
   */
  public double subnormal(ExponentCounts values, double scale) {
    return share(values, values.below(normalFrom - scale) - values.below(zeroUpTo - scale));
  }

  /**
   * Share of the finite values other than zero that become infinite, or the largest value; see
   * {@link #flushed}.
   */
  public double overflowing(ExponentCounts values, double scale) {
    return share(values, values.total() - values.below(overflowFrom - scale));
  }

  private static double share(ExponentCounts values, double count) {
    return values.total() == 0 ? 0 : count / values.total();
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
