package io.evenkeel.core.loss.kernel;

/**
 * How kernels go over a row: a block at a time, each step a loop of its own over whole arrays from
 * index 0. The JIT turns such loops into vector code; it does not where a loop converts float to
 * double beside other arithmetic, stores at an offset, or calls {@code Math.max} or {@code min}
 * with a predictable outcome.
 */
final class Blocks {
  /** Entries of a block: a few of them fit the first-level cache together. */
  static final int SIZE = 512;

  /**
   * A block is tame if all its entries lie within +-300: exponentials, their sums and products with
   * float32 numbers stay far from the ends of double's range, so no step needs to guard them.
   */
  private static final double TAME_SQUARES = 300 * 300;

  private Blocks() {}

  /** Entries of the block at {@code i} of a row of n. */
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
   * Whether the first n entries are tame for certain: their squares, with scratch space to add
   * them, do not exceed the bound. NaN and infinities are not tame.
   */
  static boolean tame(double[] x, int n, Sums sums) {
    return sums.ofSquares(x, n) <= TAME_SQUARES;
  }
}
