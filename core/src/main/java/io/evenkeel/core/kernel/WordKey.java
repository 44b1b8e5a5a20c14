package io.evenkeel.core.kernel;

/**
 * What tells one stretch of random words from all others: 128 bits, mixed beforehand.
 *
 * @param a where the first half of the state starts
 * @param b where the second half of the state starts
 * @param c enters the first half on its way
 * @param d enters the second half on its way
 */
public record WordKey(int a, int b, int c, int d) {
  /** The key made of two random words. */
  public static WordKey of(long first, long second) {
    return new WordKey(
        (int) first, (int) (first >>> Integer.SIZE), (int) second, (int) (second >>> Integer.SIZE));
  }
}
