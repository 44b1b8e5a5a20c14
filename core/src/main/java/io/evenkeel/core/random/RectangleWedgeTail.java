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
 * where 53 more bits are put below the 22. Edges and widths are held in float32, so a normal errs
 * by an ulp at most.
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

  /** Bits of the double 1; a draw shifted to the top of its fraction makes 1 + draw / 2^32. */
  private static final long ONE = 0x3FFL << 52;

  private static final long FRACTION = 0xFFFF_FFFFL << 20;

  /** Width of each part's rectangle per 2^-32 PARTS; left of 0 negative. */
  private static final double[] SCALE = new double[PARTS];

  /** What to add to that multiple of 1 + draw / 2^32. */
  private static final double[] ORIGIN = new double[PARTS];

  /** The edge nearer to 0 of the rectangles next to 0. */
  private static final double[] NEAR = new double[SPECIAL];

  static {
    double[] edge = edges();
    for (int part = REMAINDER; part < PARTS; part++) {
      int j = (part - REMAINDER) >> 1;
      int sign = 1 - 2 * (part & 1);
      SCALE[part] = sign * (edge[j + 1] - edge[j]) * PARTS;
      ORIGIN[part] = sign * edge[j] - (1 + (double) part / PARTS) * SCALE[part];
      if (part < SPECIAL) {
        NEAR[part] = sign * edge[j];
      }
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

  /** The nearest edge to the right at which the rectangle's corner is under the density. */
  private static double next(double edge) {
    double above = edge;
    // Here (x - edge) density(x) is largest: (x - edge) x = 1.
    double under = (edge + StrictMath.sqrt(edge * edge + 4)) / 2;
    while (true) {
      double middle = (above + under) / 2;
      if (!(middle > above && middle < under)) {
        return under;
      }
      if ((middle - edge) * density(middle) < area()) {
        above = middle;
      } else {
        under = middle;
      }
    }
  }

  /** The normal that {@code draw}, found at {@code index} of stream (k0, k1), leads to. */
  static float normal(int draw, long k0, long k1, long index) {
    int part = draw >>> PLACE_BITS;
    return part < SPECIAL ? special(draw, k0, k1, index) : place(onePlus(draw), part);
  }

  /** The normals of the block's first {@code count} words, two of each. */
  static void fill(
      DrawBlock block, int count, long k0, long k1, long firstIndex, float[] out, int offset) {
    for (int j = 0; j < count; j++) {
      block.low[j] = onePlus(block.words[j]);
    }
    for (int j = 0; j < count; j++) {
      block.high[j] = onePlus(block.words[j] >>> 32);
    }
    int specials = fillOrdinary(block, count, out, offset);
    for (int s = 0; s < specials; s++) {
      int at = block.special[s];
      out[offset + at] = special(block.draw(at), k0, k1, firstIndex + at);
    }
  }

  /** Treats all draws as ordinary, and tells how many were not. */
  private static int fillOrdinary(DrawBlock block, int count, float[] out, int offset) {
    long[] words = block.words;
    long[] low = block.low;
    long[] high = block.high;
    int[] special = block.special;
    int specials = 0;
    for (int j = 0; j < count; j++) {
      long word = words[j];
      int lowPart = (int) word >>> PLACE_BITS;
      int highPart = (int) (word >>> (32 + PLACE_BITS));
      out[offset + 2 * j] = place(low[j], lowPart);
      out[offset + 2 * j + 1] = place(high[j], highPart);
      if (lowPart < SPECIAL) {
        special[specials++] = 2 * j;
      }
      if (highPart < SPECIAL) {
        special[specials++] = 2 * j + 1;
      }
    }
    return specials;
  }

  /** The bits of 1 + (the lower half of {@code draw}) / 2^32. */
  private static long onePlus(long draw) {
    return ((draw << 20) & FRACTION) | ONE;
  }

  private static float place(long onePlusDraw, int part) {
    return (float) (Double.longBitsToDouble(onePlusDraw) * SCALE[part] + ORIGIN[part]);
  }

  /** The normal of a draw in the remainder or next to 0. */
  private static float special(int draw, long k0, long k1, long index) {
    int part = draw >>> PLACE_BITS;
    long further = Mixer.word(k1, k0, index);
    if (part < REMAINDER) {
      return (float) NormalRemainder.draw(further);
    }
    double place = ((draw & PLACE_MASK) + Mixer.unitOf(further)) / (PLACE_MASK + 1);
    return (float) (NEAR[part] + place * (SCALE[part] / PARTS));
  }
}
