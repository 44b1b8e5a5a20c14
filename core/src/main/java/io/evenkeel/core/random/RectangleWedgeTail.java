package io.evenkeel.core.random;

/**
 * Standard normals from 32-bit draws by the rectangle-wedge-tail method (G. Marsaglia, M. D.
 * MacLaren, T. A. Bray, "A fast procedure for generating normal random variables", Comm. ACM 7,
 * 1964; D. E. Knuth, TAOCP 2, 3.4.1), with rectangles of equal area.
 *
 * <p>Under the density stand {@link #PER_SIDE} rectangles to each side of 0, side by side, each of
 * area 2^-10 exactly: the j-th reaches from edge e_j to e_{j+1} and up to 2^-10 / (e_{j+1} - e_j).
 * A draw's upper 10 bits choose one of 1024 parts of the area: a rectangle or, with the 8 parts
 * that are left, the {@link NormalRemainder} above and beyond the rectangles. The areas sum to one,
 * so the mixture is the normal law, whatever the edges are.
 *
 * <p>The draw's lower 22 bits are the place in the rectangle. So normals are 2^-32 of probability
 * apart, near 0 a distance of 2^-30.7; float32 is finer than that only in the rectangles next to 0,
 * where 53 more bits are put below the 22. Edges are multiples of {@link #UNIT}, so a normal errs
 * by half an ulp, its rounding to float32, and 2^-23 of the rectangle's width.
 *
 * <p>Further draws are the SplitMix64 sequence of the draw's own index, so each normal depends on
 * key and index alone. Plain arithmetic and {@code StrictMath} make the results the same on every
 * processor.
 */
final class RectangleWedgeTail {
  private static final int PARTS = 1024;
  private static final int PLACE_BITS = 22;
  private static final int PLACE_MASK = (1 << PLACE_BITS) - 1;

  /** Rectangles to each side; there is no room for one more of the same area. */
  static final int PER_SIDE = 508;

  /** Parts below this are the remainder. */
  private static final int REMAINDER = PARTS - 2 * PER_SIDE;

  /** Parts below this need further bits: the remainder and four rectangles to each side of 0. */
  private static final int SPECIAL = REMAINDER + 8;

  /** Edges are multiples of this, so that they and their differences are float32 numbers. */
  private static final double UNIT = 0x1p-22;

  /** Bits of 1f; those of a place below them make a float on [1, 1.5). */
  private static final int ONE = 0x3F800000;

  /** Twice the width of each part's rectangle; left of 0 negative. */
  private static final float[] SCALE = new float[PARTS];

  /** What to add to that multiple of a float on [1, 1.5). */
  private static final float[] ORIGIN = new float[PARTS];

  static {
    double[] edge = edges();
    for (int part = REMAINDER; part < PARTS; part++) {
      int j = (part - REMAINDER) >> 1;
      int sign = 1 - 2 * (part & 1);
      double scale = 2 * (edge[j + 1] - edge[j]);
      SCALE[part] = (float) (sign * scale);
      ORIGIN[part] = (float) (sign * (edge[j] - scale));
    }
  }

  private RectangleWedgeTail() {}

  /** The area of a rectangle under {@link #density}. */
  static double area() {
    return StrictMath.sqrt(2 * Math.PI) / PARTS;
  }

  /** exp(-x^2 / 2): the density, 1 at 0. */
  static double density(double x) {
    return StrictMath.exp(-0.5 * x * x);
  }

  /** The edges e_0 = 0, ..., e_508 = 2.92. */
  static double[] edges() {
    double[] edge = new double[PER_SIDE + 1];
    for (int j = 0; j < PER_SIDE; j++) {
      edge[j + 1] = next(edge[j]);
    }
    return edge;
  }

  /** The nearest edge at which a rectangle from {@code edge} stays under the density. */
  private static double next(double edge) {
    long tooNear = 0;
    // Here w density(edge + w) is largest: w (edge + w) = 1.
    long far = (long) ((StrictMath.sqrt(edge * edge + 4) - edge) / 2 / UNIT);
    while (far - tooNear > 1) {
      long middle = (tooNear + far) / 2;
      double width = middle * UNIT;
      if (width * density(edge + width) < area()) {
        tooNear = middle;
      } else {
        far = middle;
      }
    }
    return edge + far * UNIT;
  }

  /** The normal that {@code draw}, found at {@code index} of stream (k0, k1), leads to. */
  static float normal(int draw, long k0, long k1, long index) {
    int part = draw >>> PLACE_BITS;
    return part < SPECIAL ? special(draw, k0, k1, index) : ordinary(draw, part);
  }

  /**
   * Normals of {@code 2 count} consecutive indices.
   *
   * @param words each holds two draws, the low half first
   * @param firstIndex of the first draw
   * @param specials scratch for {@code 2 count} numbers
   */
  static void fill(
      long[] words,
      int count,
      long k0,
      long k1,
      long firstIndex,
      float[] out,
      int offset,
      int[] specials) {
    int found = 0;
    for (int j = 0; j < count; j++) {
      long word = words[j];
      int low = (int) word;
      int high = (int) (word >>> 32);
      int lowPart = low >>> PLACE_BITS;
      int highPart = high >>> PLACE_BITS;
      out[offset + 2 * j] = ordinary(low, lowPart);
      out[offset + 2 * j + 1] = ordinary(high, highPart);
      if (lowPart < SPECIAL) {
        specials[found++] = 2 * j;
      }
      if (highPart < SPECIAL) {
        specials[found++] = 2 * j + 1;
      }
    }
    for (int s = 0; s < found; s++) {
      int at = specials[s];
      int draw = (int) (words[at >> 1] >>> (32 * (at & 1)));
      out[offset + at] = special(draw, k0, k1, firstIndex + at);
    }
  }

  private static float ordinary(int draw, int part) {
    return Float.intBitsToFloat((draw & PLACE_MASK) | ONE) * SCALE[part] + ORIGIN[part];
  }

  /** The normal of a draw in the remainder or next to 0. */
  private static float special(int draw, long k0, long k1, long index) {
    int part = draw >>> PLACE_BITS;
    long further = Mixer.word(k1, k0, index);
    if (part < REMAINDER) {
      return (float) NormalRemainder.draw(further);
    }
    double place = ((draw & PLACE_MASK) + Mixer.unitOf(further)) / (1 << PLACE_BITS);
    return (float) ((1 + place / 2) * SCALE[part] + ORIGIN[part]);
  }
}
