package io.evenkeel.core.random;

/**
 * Turns a two-word key and a counter into 64 random bits.
 *
 * <p>{@code word(k0, k1, i) = M(F(k0 + i G) ^ k1)} with the odd constant {@code G = 2^64 / golden
 * ratio}. {@code F} is one xorshift-multiply round and {@code M} the two-round finaliser of
 * SplitMix64 (variant 13 of Stafford, "Better bit mixing", 2011; Steele, Lea, Flood, "Fast
 * splittable pseudorandom number generators", OOPSLA 2014, fig. 16). Both are bijections of 64-bit
 * words.
 *
 * <p>Why two words: with the counter's key alone all streams would be stretches of the one sequence
 * {@code M(F(j G))}, and 10^9 streams of 2^15 words each hold about 2^75 pairs of words on a cycle
 * of 2^64: some thousand streams would repeat part of another. Here two streams share words at a
 * lag only if their {@code k0} differ by that lag times G <em>and</em> their {@code k1} are equal:
 * for random keys a chance of 10^18 / 2 * 2^16 / 2^128 = 10^-16 over all pairs. Where the additive
 * parts alone meet, the streams feed {@code a ^ k1} and {@code a ^ k1'}, with a scrambled {@code
 * a}, to the full finaliser, whose outputs then have no visible relation.
 */
final class Mixer {
  /** The counter's step; odd, so a stream visits all 2^64 words before it repeats. */
  static final long STEP = 0x9E3779B97F4A7C15L;

  /** The most words {@link #fill} makes at once. */
  static final int BLOCK = 256;

  private static final long[] STEPS = new long[BLOCK];

  static {
    for (int j = 0; j < BLOCK; j++) {
      STEPS[j] = j * STEP;
    }
  }

  private Mixer() {}

  /** Stafford's variant 13: a bijection that flips each output bit with every input bit. */
  static long mix(long x) {
    long z = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The 64 bits of key {@code (k0, k1)} at counter {@code index}. */
  static long word(long k0, long k1, long index) {
    return mix(scramble(k0 + index * STEP) ^ k1);
  }

  /**
   * The words at {@code first, first + 1, ...}.
   *
   * <p>Two short loops rather than one, and steps from a table rather than multiplied: so the JVM's
   * compiler turns both into vector code.
   *
   * @param words receives them at {@code 0 .. count - 1}
   * @param count at most {@link #BLOCK}
   */
  static void fill(long k0, long k1, long first, long[] words, int count) {
    long start = k0 + first * STEP;
    for (int j = 0; j < count; j++) {
      words[j] = scramble(start + STEPS[j]) ^ k1;
    }
    for (int j = 0; j < count; j++) {
      words[j] = mix(words[j]);
    }
  }

  /** Uniform on [0, 1): the upper 53 bits of {@code mix(state)}. */
  static double unit(long state) {
    return unitOf(mix(state));
  }

  /** The upper 53 bits of a word as a fraction. */
  static double unitOf(long word) {
    return (word >>> 11) * 0x1p-53;
  }

  private static long scramble(long x) {
    return (x ^ (x >>> 32)) * 0xD6E8FEB86659FD93L;
  }
}
