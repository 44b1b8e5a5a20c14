package io.evenkeel.core.random;

import java.util.Objects;

/**
 * A counter-based random stream: every draw is a pure function of (seed, role, layer, index).
 *
 * <p>Nothing is consumed by drawing, so results depend on no order, thread or partition. The draw
 * at an index is 32 bits, half of a {@link Mixer} word; uniforms and normals are functions of it (a
 * normal of the index's own further draws too, in 0.4 % of the cases, or of bits of its neighbour
 * in the word far below its own). The uniform and the normal of one index are therefore dependent:
 * use one kind on a stretch of indices. {@link #bits} at {@code i} is the word of the draws {@code
 * 2 i} and {@code 2 i + 1}.
 *
 * <p>Seed, role and layer enter both words of the key through full mixing, so neighbouring ones
 * have unrelated streams. For one seed no two (role, layer) have the same first key word, for one
 * (role, layer) no two seeds; in all, two of N streams coincide with a probability of about N^2 /
 * 2^129.
 */
public final class RandomStream {
  private static final float UNIT_24 = 0x1p-24f;
  private static final float UNIT_33 = 0x1p-33f;

  private final long k0;
  private final long k1;

  private RandomStream(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  /**
   * The stream of that seed, role and layer.
   *
   * @param seed any
   * @param layer any; distinct layers have distinct streams
   */
  public static RandomStream of(long seed, Role role, int layer) {
    long place = ((long) layer << 8) | role.code();
    long k0 = Mixer.mix(Mixer.mix(seed + Mixer.STEP) + place * Mixer.STEP);
    long k1 = Mixer.mix(Mixer.mix(~seed * Mixer.STEP) ^ Mixer.mix(place ^ 0x5851F42D4C957F2DL));
    return new RandomStream(k0, k1);
  }

  /** The 64 random bits at {@code index}. */
  public long bits(long index) {
    return Mixer.word(k0, k1, index);
  }

  /** Uniform on [0, 1): a multiple of 2^-24, each equally likely. */
  public float uniform(long index) {
    return (draw(index) >> 8) * UNIT_24 + 0.5f;
  }

  /**
   * Standard normal: the exact law up to float32 rounding, tails included, see {@link
   * RectangleWedgeTail}.
   */
  public float normal(long index) {
    return RectangleWedgeTail.normal(turned(index), k0, k1, index);
  }

  /**
   * A whole number in {@code [0, bound)}, from the word {@link #bits}; each has the probability 1 /
   * bound to within 2^-63.
   *
   * @param bound at least 1
   * @throws IllegalArgumentException if it is less
   */
  public int below(int bound, long index) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be at least 1, got " + bound);
    }
    return (int) Math.multiplyHigh(bits(index) >>> 1, 2L * bound);
  }

  /** Uniforms of {@code length} consecutive indices, as {@link #uniform(long)} gives them. */
  public void fillUniform(long firstIndex, float[] out, int offset, int length) {
    fillUniform(firstIndex, 0, 1, out, offset, length);
  }

  /**
   * {@code low + (high - low) u} in float32 arithmetic, as {@code torch.Tensor.uniform_} computes
   * it, for the uniforms u of {@code length} consecutive indices. Rounding may yield {@code high}.
   */
  public void fillUniform(
      long firstIndex, float low, float high, float[] out, int offset, int length) {
    fill(firstIndex, out, offset, length, new Affine(low, high - low));
  }

  /**
   * Uniform on [-bound, bound] for {@code length} consecutive indices: one of 2^32 equal cells, a
   * quarter into it, rounded to float32, times {@code bound}. Agrees with {@code bound (2 u - 1)}
   * to 2^-23 bound, and fills the significand of small values too: with the quarter no rounding is
   * a tie, which even floats would win.
   */
  public void fillSymmetric(long firstIndex, float bound, float[] out, int offset, int length) {
    fill(firstIndex, out, offset, length, new Symmetric(bound));
  }

  /** Normals of {@code length} consecutive indices, as {@link #normal(long)} gives them. */
  public void fillNormal(long firstIndex, float[] out, int offset, int length) {
    fill(firstIndex, out, offset, length, new Normal(k0, k1));
  }

  private int draw(long index) {
    return (int) (turned(index) >>> Integer.SIZE);
  }

  /** The word of an index, turned so that the index's own draw is its upper half. */
  private long turned(long index) {
    long word = bits(index >> 1);
    return (index & 1) == 0 ? DrawBlock.turned(word) : word;
  }

  private void fill(long firstIndex, float[] out, int offset, int length, Law law) {
    Objects.checkFromIndexSize(offset, length, out.length);
    long index = firstIndex;
    int at = offset;
    int end = offset + length;
    if ((index & 1) == 1 && at < end) {
      out[at++] = law.of(turned(index), index++);
    }
    DrawBlock block = DrawBlock.ofThisThread();
    while (end - at >= 2) {
      int count = Math.min(Mixer.BLOCK, (end - at) / 2);
      Mixer.fill(k0, k1, index >> 1, block.words, count);
      law.fill(block, count, index, out, at);
      at += 2 * count;
      index += 2L * count;
    }
    if (at < end) {
      out[at] = law.of(turned(index), index);
    }
  }

  /** What becomes of a draw. */
  private interface Law {
    /** That of the draw at {@code index}, the upper half of {@code word}. */
    float of(long word, long index);

    /** The same of the block's first {@code count} words, each two draws, the low half first. */
    void fill(DrawBlock block, int count, long firstIndex, float[] out, int offset);
  }

  private record Affine(float low, float span) implements Law {
    @Override
    public float of(long word, long index) {
      return low + span * ((int) (word >> 40) * UNIT_24 + 0.5f);
    }

    @Override
    public void fill(DrawBlock block, int count, long firstIndex, float[] out, int offset) {
      long[] words = block.words;
      for (int j = 0; j < count; j++) {
        long word = words[j];
        out[offset + 2 * j] = (int) word >> 8;
        out[offset + 2 * j + 1] = (int) (word >> 40);
      }
      for (int i = offset; i < offset + 2 * count; i++) {
        out[i] = low + span * (out[i] * UNIT_24 + 0.5f);
      }
    }
  }

  private record Symmetric(float bound) implements Law {
    @Override
    public float of(long word, long index) {
      return (float) (4 * (word >> 32) + 1) * UNIT_33 * bound;
    }

    @Override
    public void fill(DrawBlock block, int count, long firstIndex, float[] out, int offset) {
      long[] words = block.words;
      for (int j = 0; j < count; j++) {
        long word = words[j];
        out[offset + 2 * j] = (float) (4L * (int) word + 1);
        out[offset + 2 * j + 1] = (float) (4 * (word >> 32) + 1);
      }
      for (int i = offset; i < offset + 2 * count; i++) {
        out[i] = out[i] * UNIT_33 * bound;
      }
    }
  }

  private record Normal(long k0, long k1) implements Law {
    @Override
    public float of(long word, long index) {
      return RectangleWedgeTail.normal(word, k0, k1, index);
    }

    @Override
    public void fill(DrawBlock block, int count, long firstIndex, float[] out, int offset) {
      RectangleWedgeTail.fill(block, count, k0, k1, firstIndex, out, offset);
    }
  }
}
