package io.evenkeel.core.kernel;

/** {@link RoundingKernel} in plain loops. */
final class PlainRounding implements RoundingKernel {
  private static final int INFINITY = Float.floatToIntBits(Float.POSITIVE_INFINITY);
  private static final int FRACTION = 0x7F_FFFF;
  private static final int IMPLICIT = 0x80_0000;
  private static final int FRACTION_BITS = 23;

  /** The longest shift that leaves room for a float32's significand in 64 bits. */
  private static final int LONGEST_SHIFT = 31;

  @Override
  public Rounded round(FloatFormat format, float[] x, int from, float[] to, int toAt, int length) {
    int overflows = 0;
    int flushed = 0;
    for (int i = 0; i < length; i++) {
      float value = x[from + i];
      int magnitude = Magnitudes.bits(value);
      int rounded = nearest(format, magnitude);
      to[toAt + i] = finish(format, value, magnitude, rounded);
      overflows += overflows(format, magnitude, rounded) ? 1 : 0;
      flushed += rounded == 0 && magnitude != 0 ? 1 : 0;
    }
    return new Rounded(overflows, flushed);
  }

  @Override
  public Rounded roundAtRandom(
      FloatFormat format,
      int[] words,
      int wordsAt,
      float[] x,
      int from,
      float[] to,
      int toAt,
      int length) {
    int overflows = 0;
    int flushed = 0;
    for (int i = 0; i < length; i++) {
      float value = x[from + i];
      int magnitude = Magnitudes.bits(value);
      int rounded = atRandom(format, magnitude, words[wordsAt + i]);
      to[toAt + i] = finish(format, value, magnitude, rounded);
      overflows += overflows(format, magnitude, rounded) ? 1 : 0;
      flushed += rounded == 0 && magnitude != 0 ? 1 : 0;
    }
    return new Rounded(overflows, flushed);
  }

  /**
   * The bits of a magnitude rounded to the format's fraction; exponents have no upper limit here.
   */
  private static int nearest(FloatFormat format, int magnitude) {
    if (magnitude < format.evenFrom) {
      float sum = Float.intBitsToFloat(magnitude) + format.shifter;
      return Float.floatToRawIntBits(sum - format.shifter);
    }
    int excess = format.excess;
    int odd = (magnitude >>> excess) & 1;
    return (magnitude + (1 << (excess - 1)) - 1 + odd) & (-1 << excess);
  }

  private static int atRandom(FloatFormat format, int magnitude, int word) {
    int excess = format.excess;
    if (magnitude >= format.evenFrom) {
      return (magnitude + (word & ((1 << excess) - 1))) & (-1 << excess);
    }
    int shift = excess + format.leastField - (magnitude >>> FRACTION_BITS);
    int significand = (magnitude & FRACTION) | IMPLICIT;
    significand >>>= Math.min(Math.max(0, shift - LONGEST_SHIFT), LONGEST_SHIFT);
    shift = Math.min(shift, LONGEST_SHIFT);
    int multiple = (significand + (word & ((1 << shift) - 1))) >>> shift;
    return Float.floatToRawIntBits(multiple * format.smallest());
  }

  private static boolean overflows(FloatFormat format, int magnitude, int rounded) {
    return rounded > format.largestBits && magnitude < INFINITY;
  }

  private static float finish(FloatFormat format, float value, int magnitude, int rounded) {
    if (magnitude > INFINITY) {
      return value;
    }
    int bits = rounded;
    if (magnitude == INFINITY) {
      bits = format.infinityBits;
    } else if (rounded > format.largestBits) {
      bits = format.overflowBits;
    }
    return Float.intBitsToFloat(bits | (Float.floatToRawIntBits(value) & Integer.MIN_VALUE));
  }
}
