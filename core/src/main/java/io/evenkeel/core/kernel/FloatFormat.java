package io.evenkeel.core.kernel;

import java.util.Arrays;
import java.util.Optional;

/**
 * Binary floating-point formats narrower than float32: a sign, an exponent, a fraction, gradual
 * underflow.
 *
 * <p>A value of a format is held as the float32 that equals it.
 */
public enum FloatFormat {
  /** IEEE 754 binary16: 5 bits of exponent, 10 of fraction; {@code torch.float16}. */
  FP16("fp16", -14, 10, 65504f, true),
  /** The upper half of a float32: 8 bits of exponent, 7 of fraction; {@code torch.bfloat16}. */
  BF16("bf16", -126, 7, 0x1.FEp127f, true),
  /**
   * 4 bits of exponent, 3 of fraction, no infinity: the exponent of all ones holds numbers, too,
   * except for one NaN of each sign. P. Micikevicius et al., "FP8 formats for deep learning", 2022,
   * table 1.
   */
  FP8_E4M3("fp8_e4m3", -6, 3, 448f, false),
  /** 5 bits of exponent, 2 of fraction, as IEEE 754 would have it; same source. */
  FP8_E5M2("fp8_e5m2", -14, 2, 57344f, true);

  private static final int FRACTION_BITS = 23;

  private final String text;
  private final int leastExponent;
  private final int fractionBits;
  private final float largest;
  private final float smallestNormal;
  private final float smallest;
  private final boolean hasInfinity;

  /** Bits that a normal float32 has beyond this format's. */
  final int excess;

  /** Bits of the largest finite value. */
  final int largestBits;

  /**
   * From this magnitude on, given by its bits, the format lacks the same bits of every float32: the
   * smallest normal value, or 0 if the format's subnormal values are those of float32.
   */
  final int evenFrom;

  /** Exponent field that the smallest normal value has as a float32. */
  final int leastField;

  /**
   * A magnitude below {@link #evenFrom} is rounded to a multiple of {@link #smallest} by adding
   * this number and subtracting it again: the float32 whose unit in the last place is {@link
   * #smallest}.
   */
  final float shifter;

  /** Bits of the result for a finite value beyond the largest: infinity, or the largest value. */
  final int overflowBits;

  /** Bits of the result for an infinity: infinity, or NaN. */
  final int infinityBits;

  FloatFormat(
      String text, int leastExponent, int fractionBits, float largest, boolean hasInfinity) {
    this.text = text;
    this.leastExponent = leastExponent;
    this.fractionBits = fractionBits;
    this.largest = largest;
    this.hasInfinity = hasInfinity;
    excess = FRACTION_BITS - fractionBits;
    largestBits = Float.floatToIntBits(largest);
    smallestNormal = Math.scalb(1f, leastExponent);
    smallest = Math.scalb(1f, leastExponent - fractionBits);
    boolean gradualAlike = leastExponent == Float.MIN_EXPONENT;
    evenFrom = gradualAlike ? 0 : Float.floatToIntBits(smallestNormal);
    leastField = Float.floatToIntBits(smallestNormal) >>> FRACTION_BITS;
    shifter = Math.scalb(1f, leastExponent + excess);
    int infinity = Float.floatToIntBits(Float.POSITIVE_INFINITY);
    overflowBits = hasInfinity ? infinity : largestBits;
    infinityBits = hasInfinity ? infinity : Float.floatToIntBits(Float.NaN);
  }

  /** The format of that name; empty if there is none. */
  public static Optional<FloatFormat> of(String text) {
    return Arrays.stream(values()).filter(format -> format.text.equals(text)).findFirst();
  }

  /** As written in sweep files: {@code fp16}, {@code bf16}, {@code fp8_e4m3}, {@code fp8_e5m2}. */
  public String text() {
    return text;
  }

  /** Bits of the fraction that are stored. */
  public int fractionBits() {
    return fractionBits;
  }

  /** Exponent of two of the smallest normal value. */
  public int leastExponent() {
    return leastExponent;
  }

  /** The largest finite value. */
  public float largest() {
    return largest;
  }

  /** The smallest positive normal value. */
  public float smallestNormal() {
    return smallestNormal;
  }

  /** The smallest positive value, subnormal. */
  public float smallest() {
    return smallest;
  }

  /** Whether there are infinities; if not, values that are too large become the largest value. */
  public boolean hasInfinity() {
    return hasInfinity;
  }
}
