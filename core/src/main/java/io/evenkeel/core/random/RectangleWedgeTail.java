package io.evenkeel.core.random;

import java.util.Arrays;

/**
 * Standard normals from 32-bit draws by the rectangle-wedge-tail method (G. Marsaglia, M. D.
 * MacLaren, T. A. Bray, "A fast procedure for generating normal random variables", Comm. ACM 7,
 * 1964; D. E. Knuth, TAOCP 2, 3.4.1), with rectangles of equal area.
 *
 * <p>Under the density stand {@link #PER_SIDE} rectangles to each side of 0, side by side, each of
 * area 2^-11 exactly: the j-th reaches from edge e_j to e_{j+1} and up to 2^-11 / (e_{j+1} - e_j).
 * A draw's upper 11 bits choose one of 2048 parts of the area: a rectangle or, with the 8 parts
 * that are left, the {@link NormalRemainder} above and beyond the rectangles. The areas sum to one,
 * so the mixture is the normal law, whatever the edges are.
 *
 * <p>The draw's lower 21 bits are the place in the rectangle, and below them the upper 20 bits of
 * the other draw in the same word: float32 tells places 2^-21 of a rectangle apart only next to 0,
 * so what two normals of a word then have in common is nothing a float32 shows elsewhere. A normal
 * is computed in double precision, to 1e-13 at most, and rounded to float32 once.
 *
 * <p>Further draws are the SplitMix64 sequence of the draw's own index, so each normal depends on
 * key and index alone. Plain arithmetic and {@code StrictMath} make the results the same on every
 * processor.
 */
final class RectangleWedgeTail {
  private static final int PARTS = 2048;
  private static final int PART_BITS = 11;

  /** Rectangles to each side; there is no room for one more of the same area. */
  static final int PER_SIDE = 1020;

  /** Parts below this are the remainder. */
  private static final int REMAINDER = PARTS - 2 * PER_SIDE;

  /** Of both halves of a word, shifted down by 24 bits, the uppermost eight bits. */
  private static final long UPPER_BYTES = 0xFF_0000_00FFL;

  private static final long CARRIES = 0x100_0000_0100L;

  /** Bits of the double 1; a word shifted into its fraction makes 1 + word / 2^64. */
  private static final long ONE = 0x3FFL << 52;

  private static final int EXPONENT_BITS = 12;

  /** An eighth of a block's words. */
  private static final int FOLD = Mixer.BLOCK / 8;

  /**
   * Of each part two numbers, next to each other so that they are in one line of the cache: its
   * rectangle's width times {@code PARTS}, left of 0 negative; and what to add to that multiple of
   * 1 + word / 2^64.
   */
  private static final double[] RECTANGLE = new double[2 * PARTS];

  static {
    double[] edge = edges();
    for (int part = REMAINDER; part < PARTS; part++) {
      int j = (part - REMAINDER) >> 1;
      int sign = 1 - 2 * (part & 1);
      double scale = sign * (edge[j + 1] - edge[j]) * PARTS;
      RECTANGLE[2 * part] = scale;
      RECTANGLE[2 * part + 1] = sign * edge[j] - (1 + (double) part / PARTS) * scale;
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

  /** The edges e_0 = 0, ..., e_1020 = 3.25. */
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

  /**
   * The normal at {@code index} of stream (k0, k1).
   *
   * @param word that of the index, turned so that the index's own draw is its upper half
   */
  static float normal(long word, long k0, long k1, long index) {
    int part = (int) (word >>> (Long.SIZE - PART_BITS));
    return part < REMAINDER ? remainder(k0, k1, index) : place(onePlus(word), part);
  }

  /** The normals of the block's first {@code count} words, two of each. */
  static void fill(
      DrawBlock block, int count, long k0, long k1, long firstIndex, float[] out, int offset) {
    for (int j = 0; j < count; j++) {
      block.low[j] = onePlus(DrawBlock.turned(block.words[j]));
    }
    for (int j = 0; j < count; j++) {
      block.high[j] = onePlus(block.words[j]);
    }
    fillRectangles(block, count, out, offset);
    int remainders = markRemainders(block, count);
    for (int r = 0; r < remainders; r++) {
      int at = block.marked[r];
      out[offset + at] = remainder(k0, k1, firstIndex + at);
    }
  }

  /** Treats all draws as places in rectangles. */
  private static void fillRectangles(DrawBlock block, int count, float[] out, int offset) {
    long[] words = block.words;
    long[] low = block.low;
    long[] high = block.high;
    for (int j = 0; j < count; j++) {
      long word = words[j];
      out[offset + 2 * j] = place(low[j], (int) word >>> (Integer.SIZE - PART_BITS));
      out[offset + 2 * j + 1] = place(high[j], (int) (word >>> (Long.SIZE - PART_BITS)));
    }
  }

  /**
   * Marks the draws that are no places in rectangles.
   *
   * <p>They are few: vector code asks all words the one question and lays eight answers over each
   * other, bit beside bit, before they are looked at.
   *
   * @return how many
   */
  private static int markRemainders(DrawBlock block, int count) {
    long[] words = block.words;
    long[] flags = block.low;
    for (int j = 0; j < count; j++) {
      flags[j] = remainderFlags(words[j]);
    }
    Arrays.fill(flags, count, Mixer.BLOCK, 0);
    fold(flags, block.high);
    int marks = 0;
    for (int j = 0; j < FOLD; j++) {
      for (long bits = block.high[j]; bits != 0; bits &= bits - 1) {
        int bit = Long.numberOfTrailingZeros(bits);
        int word = FOLD * (bit & 7) + j;
        block.marked[marks++] = 2 * word + (bit >> 5);
      }
    }
    return marks;
  }

  /** Bits 8 and 40 of the words from {@code FOLD k} on become bits 8 + k and 40 + k. */
  private static void fold(long[] flags, long[] folded) {
    for (int j = 0; j < FOLD; j++) {
      long lower =
          flags[j] | flags[j + FOLD] << 1 | flags[j + 2 * FOLD] << 2 | flags[j + 3 * FOLD] << 3;
      long upper =
          flags[j + 4 * FOLD] << 4
              | flags[j + 5 * FOLD] << 5
              | flags[j + 6 * FOLD] << 6
              | flags[j + 7 * FOLD] << 7;
      folded[j] = lower | upper;
    }
  }

  /**
   * Bit 8 for a remainder in the low half, bit 40 for one in the high half: where the upper 8 bits
   * are 0, adding 255 to them carries nothing.
   */
  private static long remainderFlags(long word) {
    long upper = (word >>> 24) & UPPER_BYTES;
    return ~(upper + UPPER_BYTES) & CARRIES;
  }

  /** The bits of 1 + {@code word} / 2^64, {@code word} without a sign. */
  private static long onePlus(long word) {
    return (word >>> EXPONENT_BITS) | ONE;
  }

  private static float place(long onePlusWord, int part) {
    int at = 2 * part;
    return (float) (Double.longBitsToDouble(onePlusWord) * RECTANGLE[at] + RECTANGLE[at + 1]);
  }

  private static float remainder(long k0, long k1, long index) {
    return (float) NormalRemainder.draw(Mixer.word(k1, k0, index));
  }
}
