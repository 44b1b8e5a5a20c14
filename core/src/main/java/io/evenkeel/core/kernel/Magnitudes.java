package io.evenkeel.core.kernel;

/**
 * Magnitudes of float32 values by their bits: as whole numbers they have the values' order, with
 * infinity above all numbers and NaN above that (IEEE 754-2008, section 5.10).
 */
final class Magnitudes {
  /** All bits of a float32 but its sign. */
  static final int MASK = Integer.MAX_VALUE;

  /** Added to a magnitude's bits: all but zero overflow, in order, and so zero comes last. */
  static final int ZERO_LAST = Integer.MAX_VALUE;

  /** No magnitude with {@link #ZERO_LAST} is greater. */
  static final int NONE = Integer.MAX_VALUE;

  private static final int LARGEST = Float.floatToIntBits(Float.MAX_VALUE);

  private Magnitudes() {}

  /** The bits of {@code |x|}. */
  static int bits(float x) {
    return Float.floatToRawIntBits(x) & MASK;
  }

  /** A whole number in the order of the values, -0 below 0; of no NaN. */
  static int ordered(float x) {
    int bits = Float.floatToRawIntBits(x);
    return bits ^ (bits >> (Integer.SIZE - 1) & MASK);
  }

  /** The value of an {@link #ordered} number. */
  static float ofOrdered(int ordered) {
    return Float.intBitsToFloat(ordered ^ (ordered >> (Integer.SIZE - 1) & MASK));
  }

  /**
   * The magnitude that a minimum with {@link #ZERO_LAST} stands for; of zero, infinity or NaN, the
   * largest float32.
   */
  static float leastNonZero(int withZeroLast) {
    int bits = withZeroLast - ZERO_LAST;
    return Float.intBitsToFloat(bits == 0 ? LARGEST : Math.min(bits, LARGEST));
  }
}
