package io.evenkeel.core.loss.kernel;

/**
 * How kernels go over a row: a block at a time, each step a loop of its own over whole arrays from
 * index 0. The JIT turns such loops into vector code; it does not where a loop converts float to
 * double beside other arithmetic or stores at an offset.
 */
final class Blocks {
  /** Entries of a block: a few of them fit the first-level cache together. */
  static final int SIZE = 512;

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
}
