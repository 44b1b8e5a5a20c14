package io.evenkeel.core.kernel;

/**
 * The key of a stretch of random words: 128 bits, mixed beforehand, that distinguish it from all
 * other stretches.
 *
 * @param a where the first half of the state starts
 * @param b where the second half of the state starts
 * @param c enters the mixing of the first half
 * @param d enters the mixing of the second half
 */
public record WordKey(int a, int b, int c, int d) {
  /** The key made of two random words. */
  public static WordKey of(long first, long second) {
    return new WordKey(
        (int) first, (int) (first >>> Integer.SIZE), (int) second, (int) (second >>> Integer.SIZE));
  }
}
