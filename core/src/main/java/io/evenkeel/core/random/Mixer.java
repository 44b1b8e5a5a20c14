package io.evenkeel.core.random;

/**
 * Turns a 64-bit state into 64 random bits: the two-round finaliser of SplitMix64 (variant 13 of
 * Stafford, "Better bit mixing", 2011; Steele, Lea, Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014, fig. 16). A bijection of 64-bit words.
 */
final class Mixer {
  /** SplitMix64's step from state to state: 2^64 / golden ratio, odd. */
  static final long STEP = 0x9E3779B97F4A7C15L;

  private Mixer() {}

  /** The mixed word: each output bit depends on every input bit. */
  static long mix(long x) {
    long z = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * A uniform number on (0, 1): the midpoint of one of 2^53 equal cells, chosen by the upper bits
   * of {@code mix(state)}.
   */
  static double unit(long state) {
    return ((mix(state) >>> 11) + 0.5) * 0x1p-53;
  }
}
