package io.evenkeel.core.stats;

/**
 * A number {@code mantissa * 2^exponent} that neither overflows nor underflows.
 *
 * @param mantissa any double
 * @param exponent the power of two it is multiplied by
 */
public record Scaled(double mantissa, long exponent) {
  private static final double LOG10_OF_2 = 0.3010299956639812;

  /** The number as a double: infinite, zero or subnormal if it is out of range. */
  public double value() {
    int bounded = (int) Math.max(-4000, Math.min(4000, exponent));
    return Math.scalb(mantissa, bounded);
  }

  /** Decimal logarithm of the magnitude; -Infinity for zero, NaN for NaN. */
  public double log10() {
    return Math.log10(Math.abs(mantissa)) + exponent * LOG10_OF_2;
  }

  /** Binary logarithm of the magnitude; -Infinity for zero, NaN for NaN. */
  public double log2() {
    return Math.log10(Math.abs(mantissa)) / LOG10_OF_2 + exponent;
  }
}
