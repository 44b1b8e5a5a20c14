package io.evenkeel.core.kernel;

/**
 * Makes two standard normals from two random words: {@code r cos(phi)} and {@code r sin(phi)} with
 * {@code r = sqrt(-2 ln u)} (G. E. P. Box, M. E. Muller, Ann. Math. Statist. 29(2), 1958).
 *
 * <p>The lowest bit of the first word is the sign of r; its other bits select one of 2^30 equal
 * cells, whose midpoint is u. The second word selects one of 2^32 equal cells of angles {@code phi
 * = t pi / 2}, t in (-1, 1), of which the midpoint is taken. In cells below {@link #RARE} the
 * position within the cell matters: there further bits are needed for r, see {@link #tailRadius}.
 * Elsewhere float32 arithmetic gives r, sine and cosine to 2 ulp, also near their zeros. Fused
 * multiply-adds and square roots round in the same way on every processor.
 */
public final class BoxMuller {
  /**
   * Cells below this one need more bits for their radius (as {@link #cell} counts them, by twos):
   * one cell in 2^19.
   */
  public static final int RARE = 1 << 12;

  /** Bits of sqrt(1/2): significands are taken from here to sqrt(2). */
  static final int ROOT_HALF = 0x3F3504F3;

  /**
   * What is subtracted from the bits of 2^31 u so that the exponent remains above {@link
   * #ROOT_HALF}.
   */
  static final int OFFSET = ROOT_HALF + (31 << 23);

  static final int FRACTION = 0x7F_FFFF;
  static final int FRACTION_BITS = 23;
  static final float MINUS_2_LN_2 = -1.3862944f;
  static final float UNIT_31 = 0x1p-31f;

  /**
   * Coefficients of {@code -2 ln(1 + f) / f} on [sqrt(1/2) - 1, sqrt(2) - 1], from f^0 on; accurate
   * to 3e-8.
   */
  private static final float[] LOG = {
    -2f,
    0.99999976f,
    -0.66668373f,
    0.5000415f,
    -0.39913666f,
    0.33124787f,
    -0.29904535f,
    0.2873368f,
    -0.17444699f
  };

  /**
   * Coefficients of {@code sin(t pi / 2) / t} on [-1, 1], by even powers of t from t^0 on; accurate
   * to 6e-9.
   */
  private static final float[] SINE = {
    1.5707964f, -0.6459637f, 0.07968968f, -0.0046737664f, 1.5148513e-4f
  };

  private BoxMuller() {}

  /** A coefficient of the logarithm's polynomial. */
  static float log(int power) {
    return LOG[power];
  }

  /** A coefficient of the sine's polynomial. */
  static float sine(int power) {
    return SINE[power];
  }

  /** The cell that a first word selects: odd, below 2^31; u is {@code cell / 2^31}. */
  public static int cell(int word) {
    return (word >>> 1) | 1;
  }

  /** r of a cell that is not rare. */
  public static float radius(int cell) {
    int bits = Float.floatToRawIntBits((float) cell) - OFFSET;
    float f = Float.intBitsToFloat((bits & FRACTION) + ROOT_HALF) - 1f;
    float log = LOG[8];
    for (int power = 7; power >= 0; power--) {
      log = Math.fma(log, f, LOG[power]);
    }
    float square = Math.fma((float) (bits >> FRACTION_BITS), MINUS_2_LN_2, log * f);
    return (float) Math.sqrt(square);
  }

  /**
   * r of a rare cell, with exactly the right law.
   *
   * @param place position within the cell, uniform on (0, 1)
   */
  public static float tailRadius(int cell, double place) {
    double u = (cell - 1 + 2 * place) * 0x1p-31;
    return (float) StrictMath.sqrt(-2 * StrictMath.log(u));
  }

  /** The radius with the sign that a first word gives it. */
  private static float signed(float radius, int word) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(radius) ^ (word << 31));
  }

  /**
   * {@code scale} times one of the normals that have this radius.
   *
   * @param words the pair, its first word below
   * @param sine whether the second normal of the pair is asked for, else the first
   */
  public static float normal(float radius, long words, boolean sine, float scale) {
    int second = (int) (words >>> Integer.SIZE);
    int t = sine ? second : complement(second);
    return signed(radius * scale, (int) words) * sine(((float) t + 0.5f) * UNIT_31);
  }

  /** The cell of {@code 1 - |t|}, whose sine is the cosine of t. */
  private static int complement(int word) {
    return (word ^ ~(word >> 31)) & Integer.MAX_VALUE;
  }

  /** sin(t pi / 2). */
  private static float sine(float t) {
    float z = t * t;
    float sine = SINE[4];
    for (int power = 3; power >= 0; power--) {
      sine = Math.fma(sine, z, SINE[power]);
    }
    return sine * t;
  }
}
