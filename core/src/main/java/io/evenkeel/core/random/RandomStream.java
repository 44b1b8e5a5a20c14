package io.evenkeel.core.random;

import io.evenkeel.core.kernel.BoxMuller;
import io.evenkeel.core.kernel.DrawKernel;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.WordKey;
import io.evenkeel.core.kernel.WordPair;
import java.util.Objects;

/**
 * A counter-based random stream: every draw is a pure function of (seed, role, layer, index).
 *
 * <p>Drawing changes no state, so that results do not depend on order, thread or partition. The
 * draw at an index is a 32-bit word of {@link WordPair}: those of the indices {@code 32 g + r} and
 * {@code 32 g + 16 + r}, r below 16, are the two words of the pair {@code 16 g + r}. A uniform is a
 * function of its word, a normal of its pair's ({@link BoxMuller}); {@link #bits} at {@code i} is
 * both words of pair {@code i}. Draws from the same words depend on each other, so use only one
 * kind of draws on a range of indices.
 *
 * <p>Seed, role and layer enter the key through full mixing, so neighbouring ones have unrelated
 * streams. For one seed no two (role, layer) have the same first half of a key, for one (role,
 * layer) no two seeds; in all, two of N streams coincide with a probability of about N^2 / 2^129.
 */
public final class RandomStream {
  private static final int GROUP = DrawKernel.GROUP;
  private static final int PAIRS = DrawKernel.PAIRS;

  /**
   * How many groups are drawn before they are searched for rare cells: few enough to stay in the L1
   * cache.
   */
  private static final int BLOCK = 128;

  /** Groups whose pairs share the upper half of their counter. */
  private static final long GROUPS_OF_A_KEY = (1L << Integer.SIZE) / PAIRS;

  private final long k0;
  private final long k1;
  private final WordKey firstKey;

  private RandomStream(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
    this.firstKey = WordKey.of(k0, k1);
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

  /** The 64 random bits of the pair {@code index}, its first word below. */
  public long bits(long index) {
    return WordPair.at(key(index >> Integer.SIZE), (int) index);
  }

  /** Uniform on [0, 1): a multiple of 2^-24, each equally likely. */
  public float uniform(long index) {
    long group = Math.floorDiv(index, (long) GROUP);
    float[] draws = new float[GROUP];
    new Affine(0, 1).fill(this, group, 1, draws, 0);
    return draws[(int) (index - group * GROUP)];
  }

  /** Standard normal: the exact law up to float32 rounding, tails included. */
  public float normal(long index) {
    return normal(index, 1f);
  }

  /**
   * {@code std} times a normal, with the same bits as {@link #fillNormal(long, float, float[], int,
   * int)}.
   */
  public float normal(long index, float std) {
    long pair = pair(index);
    long words = bits(pair);
    return BoxMuller.normal(radius(pair, (int) words), words, (index & PAIRS) != 0, std);
  }

  /** The number of the pair from which the draw at an index is made. */
  private static long pair(long index) {
    return (index >> 5 << 4) + (index & (PAIRS - 1));
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
    fillNormal(firstIndex, 1f, out, offset, length);
  }

  /**
   * {@code std} times the normals of {@code length} consecutive indices, equal to those products up
   * to the last rounding.
   */
  public void fillNormal(long firstIndex, float std, float[] out, int offset, int length) {
    fill(firstIndex, out, offset, length, new Normal(std));
  }

  private WordKey key(long upper) {
    return upper == 0
        ? firstKey
        : WordKey.of(Mixer.mix(k0 + upper * Mixer.STEP), Mixer.mix(k1 ^ Mixer.mix(upper)));
  }

  private float radius(long pair, int firstWord) {
    int cell = BoxMuller.cell(firstWord);
    return cell < BoxMuller.RARE
        ? BoxMuller.tailRadius(cell, Mixer.unit(k1 + pair * Mixer.STEP))
        : BoxMuller.radius(cell);
  }

  private void fill(long firstIndex, float[] out, int offset, int length, Law law) {
    Objects.checkFromIndexSize(offset, length, out.length);
    long index = firstIndex;
    int at = offset;
    int end = offset + length;
    while (at < end) {
      long group = Math.floorDiv(index, (long) GROUP);
      int skip = (int) (index - group * GROUP);
      int count;
      if (skip > 0 || end - at < GROUP) {
        float[] whole = new float[GROUP];
        law.fill(this, group, 1, whole, 0);
        count = Math.min(GROUP - skip, end - at);
        System.arraycopy(whole, skip, out, at, count);
      } else {
        long sameKey = GROUPS_OF_A_KEY - Math.floorMod(group, GROUPS_OF_A_KEY);
        int groups = (int) Math.min(sameKey, Math.min(BLOCK, (end - at) / GROUP));
        law.fill(this, group, groups, out, at);
        count = groups * GROUP;
      }
      at += count;
      index += count;
    }
  }

  /** A law of draws: turns words into numbers. */
  private interface Law {
    /** Draws whole groups, all with one key. */
    void fill(RandomStream stream, long group, int groups, float[] out, int offset);
  }

  private record Affine(float low, float span) implements Law {
    @Override
    public void fill(RandomStream stream, long group, int groups, float[] out, int offset) {
      long pair = group * PAIRS;
      WordKey key = stream.key(pair >> Integer.SIZE);
      Kernels.draws().affine(key, (int) pair, groups, low, span, out, offset);
    }
  }

  private record Symmetric(float bound) implements Law {
    @Override
    public void fill(RandomStream stream, long group, int groups, float[] out, int offset) {
      long pair = group * PAIRS;
      WordKey key = stream.key(pair >> Integer.SIZE);
      Kernels.draws().symmetric(key, (int) pair, groups, bound, out, offset);
    }
  }

  private record Normal(float std) implements Law {
    @Override
    public void fill(RandomStream stream, long group, int groups, float[] out, int offset) {
      long pair = group * PAIRS;
      WordKey key = stream.key(pair >> Integer.SIZE);
      int least = Kernels.draws().normals(key, (int) pair, groups, std, out, offset);
      if (least < BoxMuller.RARE) {
        mendRareCells(stream, pair, groups, out, offset);
      }
    }

    private void mendRareCells(
        RandomStream stream, long firstPair, int groups, float[] out, int offset) {
      for (int i = 0; i < PAIRS * groups; i++) {
        long pair = firstPair + i;
        long words = stream.bits(pair);
        if (BoxMuller.cell((int) words) < BoxMuller.RARE) {
          float radius = stream.radius(pair, (int) words);
          int at = offset + i / PAIRS * GROUP + i % PAIRS;
          out[at] = BoxMuller.normal(radius, words, false, std);
          out[at + PAIRS] = BoxMuller.normal(radius, words, true, std);
        }
      }
    }
  }
}
