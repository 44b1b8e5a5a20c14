package io.evenkeel.core.loss.kernel;

/**
 * Kernels treat a row in blocks, and each step is a loop of its own over whole arrays from index 0.
 * The JIT turns such loops into vector code. It does not do so where a loop converts float to
 * double beside other arithmetic, stores at an offset, or calls {@code Math.max} or {@code min}
 * with a predictable outcome.
 */
final class Blocks {
  /** Entries of a block: a few blocks fit the first-level cache together. */
  static final int SIZE = 512;

  /**
   * A block is tame if all of its entries lie within +-300. Then exponentials, and their sums and
   * products with float32 numbers, stay far from the limits of double's range, so that no step
   * needs to check for overflow.
   */
  private static final double TAME_SQUARES = 300 * 300;

  private Blocks() {}

  /** The number of entries of the block at index {@code i} of a row of n entries. */
  static int count(int i, int n) {
    return Math.min(SIZE, n - i);
  }

  /** Widens n entries from {@code from} on. */
  static void load(float[] x, int from, int n, double[] wide) {
    for (int i = 0; i < n; i++) {
      wide[i] = x[from + i];
    }
  }

  /**
   * Whether the first n entries are certainly tame: the sum of their squares does not exceed the
   * bound. NaN and infinities are not tame.
   */
  static boolean tame(double[] x, int n, Sums sums) {
    return sums.ofSquares(x, n) <= TAME_SQUARES;
  }
}
