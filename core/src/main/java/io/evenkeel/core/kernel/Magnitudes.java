package io.evenkeel.core.kernel;

/**
 * Magnitudes of float32 values by their bits: as whole numbers they have the values' order, with
 * infinity above all numbers and NaN above that (IEEE 754-2008, section 5.10).
 */
final class Magnitudes {
  /** All bits of a float32 but its sign. */
  static final int MASK = Integer.MAX_VALUE;

  /**
   * Adding this to the bits of a magnitude makes all of them overflow except zero. They keep their
   * order, and zero comes last.
   */
  static final int ZERO_LAST = Integer.MAX_VALUE;

  /** The largest result of adding {@link #ZERO_LAST} to a magnitude's bits. */
  static final int NONE = Integer.MAX_VALUE;

  private static final int LARGEST = Float.floatToIntBits(Float.MAX_VALUE);

  private Magnitudes() {}

  /** The bits of {@code |x|}. */
  static int bits(float x) {
    return Float.floatToRawIntBits(x) & MASK;
  }

  /** An integer whose order is that of the values, with -0 below 0; not for NaN. */
  static int ordered(float x) {
    int bits = Float.floatToRawIntBits(x);
    return bits ^ (bits >> (Integer.SIZE - 1) & MASK);
  }

  /** The value of an {@link #ordered} number. */
  static float ofOrdered(int ordered) {
    return Float.intBitsToFloat(ordered ^ (ordered >> (Integer.SIZE - 1) & MASK));
  }

  /**
   * The magnitude for a minimum of numbers with {@link #ZERO_LAST} added; the largest float32 if
   * that minimum stands for zero, infinity or NaN.
   */
  static float leastNonZero(int withZeroLast) {
    int bits = withZeroLast - ZERO_LAST;
    return Float.intBitsToFloat(bits == 0 ? LARGEST : Math.min(bits, LARGEST));
  }
}
