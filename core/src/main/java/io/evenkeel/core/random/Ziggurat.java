package io.evenkeel.core.random;

/**
 * Standard normals from 32-bit draws by the ziggurat of Marsaglia and Tsang ("The ziggurat method
 * for generating random variables", J. Stat. Softw. 5(8), 2000), 128 layers of equal area.
 *
 * <p>A draw is read once as a layer (its low 7 bits) and once as a signed fraction of that layer's
 * width (all 32 bits: 24 bits of magnitude, a sign, and the layer's own 7 bits below them, which
 * set the grids of the layers off against each other). The float32 product of fraction and width is
 * the normal in 98 % of the draws. The rest is decided by the exact rejection rule with double
 * precision and further draws:
 *
 * <ul>
 *   <li>Fractions below 2^-7, where 24 bits of magnitude no longer fill a float32 significand, get
 *       53 more bits below theirs.
 *   <li>Outside the layer's inner box the density itself decides; a refused draw is replaced.
 *   <li>Beyond {@link #TAIL} the tail is drawn by Marsaglia's method ("Generating a variable from
 *       the tail of the normal distribution", Technometrics 6(1), 1964): no value is out of reach
 *       up to 14 standard deviations, which happen with a probability of 10^-44.
 * </ul>
 *
 * <p>Further draws are the SplitMix64 sequence of the draw's own index, so each normal depends on
 * key and index alone. {@code StrictMath} makes the results the same on every processor.
 */
final class Ziggurat {
  private static final int LAYERS = 128;
  private static final int LAYER_MASK = LAYERS - 1;

  /** Right edge of the base layer; makes the 128 areas equal. */
  static final double TAIL = 3.4426198558966523;

  /** Area of each layer, the base with its tail included; the half density is exp(-x^2 / 2). */
  private static final double AREA = 0.00991256303533646;

  /** Magnitudes below this are refined. */
  private static final int FINE = 1 << 24;

  /** Maps magnitudes in [FINE, 2^31) to the smallest ints and those below FINE to the largest. */
  private static final int SHIFT = Integer.MIN_VALUE - FINE;

  /** Width of each layer's box per unit of a draw, as a float32 and exactly. */
  private static final float[] SCALE = new float[LAYERS];

  private static final double[] EXACT_SCALE = new double[LAYERS];

  /** Magnitudes below this are inside the layer's inner box: under the density for sure. */
  private static final int[] INNER = new int[LAYERS];

  /** {@link #INNER} and {@link #FINE} in one comparison of {@code magnitude + SHIFT}. */
  private static final int[] PLAIN = new int[LAYERS];

  /** The half density at each layer's edge; 1, its top, for layer 0. */
  private static final double[] DENSITY = new double[LAYERS];

  static {
    double[] edge = new double[LAYERS];
    edge[LAYERS - 1] = TAIL;
    for (int i = LAYERS - 2; i >= 1; i--) {
      edge[i] = StrictMath.sqrt(-2 * StrictMath.log(AREA / edge[i + 1] + density(edge[i + 1])));
    }
    for (int i = 0; i < LAYERS; i++) {
      double width = i == 0 ? AREA / density(TAIL) : edge[i];
      double inner = i == 0 ? TAIL : edge[i - 1];
      EXACT_SCALE[i] = width * 0x1p-31;
      SCALE[i] = (float) EXACT_SCALE[i];
      INNER[i] = (int) (inner / width * 0x1p31);
      PLAIN[i] = Math.max(INNER[i], FINE) + SHIFT;
      DENSITY[i] = density(edge[i]);
    }
  }

  private Ziggurat() {}

  /** The normal that {@code draw}, found at {@code index} of stream (k0, k1), leads to. */
  static float normal(int draw, long k0, long k1, long index) {
    int layer = draw & LAYER_MASK;
    return magnitude(draw) + SHIFT < PLAIN[layer]
        ? draw * SCALE[layer]
        : careful(draw, Mixer.word(k1, k0, index));
  }

  /**
   * Normals of {@code 2 count} consecutive indices.
   *
   * @param words each holds two draws, the low half first
   * @param firstIndex of the first draw
   */
  static void fill(
      long[] words, int count, long k0, long k1, long firstIndex, float[] out, int offset) {
    for (int j = 0; j < count; j++) {
      long word = words[j];
      out[offset + 2 * j] = normal((int) word, k0, k1, firstIndex + 2L * j);
      out[offset + 2 * j + 1] = normal((int) (word >>> 32), k0, k1, firstIndex + 2L * j + 1);
    }
  }

  /**
   * The exact rejection rule.
   *
   * @param state start of the index's own sequence of further draws
   */
  private static float careful(int draw, long state) {
    int candidate = draw;
    long next = state;
    while (true) {
      int layer = candidate & LAYER_MASK;
      int magnitude = magnitude(candidate);
      double x = candidate * EXACT_SCALE[layer];
      if (magnitude < FINE) {
        next += Mixer.STEP;
        x = ((candidate >> 7) + unit(next)) * (LAYERS * EXACT_SCALE[layer]);
      }
      if (magnitude < INNER[layer]) {
        return (float) x;
      }
      if (layer == 0) {
        return (float) Math.copySign(tail(next), candidate);
      }
      next += Mixer.STEP;
      double height = DENSITY[layer] + unit(next) * (DENSITY[layer - 1] - DENSITY[layer]);
      if (height < density(x)) {
        return (float) x;
      }
      next += Mixer.STEP;
      candidate = (int) Mixer.mix(next);
    }
  }

  /** A value beyond {@link #TAIL} with the normal law. */
  private static double tail(long state) {
    long next = state;
    while (true) {
      next += Mixer.STEP;
      double beyond = -StrictMath.log(1 - unit(next)) / TAIL;
      next += Mixer.STEP;
      double trial = -StrictMath.log(1 - unit(next));
      if (2 * trial > beyond * beyond) {
        return TAIL + beyond;
      }
    }
  }

  /** |draw| in [0, 2^31), alike for {@code draw} and its complement. */
  private static int magnitude(int draw) {
    return draw ^ (draw >> 31);
  }

  private static double density(double x) {
    return StrictMath.exp(-0.5 * x * x);
  }

  /** Uniform on [0, 1) with 53 bits. */
  private static double unit(long state) {
    return (Mixer.mix(state) >>> 11) * 0x1p-53;
  }
}
