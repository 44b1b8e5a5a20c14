package io.evenkeel.core.loss.kernel;

import io.evenkeel.core.activation.ExpBlock;

/**
 * Exponentials of one row of float32 logits over the largest, in double precision, and their sum.
 *
 * <p>Nothing overflows; an exponential below 1e-304 is 0. A NaN or +Infinity among the logits gives
 * NaN, as does a row of -Infinity.
 *
 * <p>Holds scratch space: one thread at a time.
 */
final class SoftmaxRow {
  private static final double SMALLEST = ExpBlocks.smallest();

  private final ExpBlock block = new ExpBlock(Blocks.SIZE);
  private final Sums sums = new Sums(Blocks.SIZE);
  private final double[] argument = new double[Blocks.SIZE];
  private final float[] larger = new float[Blocks.SIZE / 4];
  private double top;
  private double sum;

  /** The largest logit of the last row. */
  double top() {
    return top;
  }

  /** Sum of the exponentials of the last row, at least 1. */
  double sum() {
    return sum;
  }

  /**
   * Fills {@code exponentials} at {@code from .. from + n - 1} with those of the logits there.
   *
   * @param n at least 1
   */
  void run(float[] logits, int from, int n, double[] exponentials) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i += Blocks.SIZE) {
      max = Math.max(max, max(logits, from + i, Blocks.count(i, n)));
    }
    top = max;
    sum = 0;
    for (int i = 0; i < n; i += Blocks.SIZE) {
      int count = Blocks.count(i, n);
      Blocks.load(logits, from + i, count, argument);
      shift(count, top, argument);
      block.run(argument, count);
      dropSmallest(count, block.exp);
      sum += sums.of(block.exp, count);
      System.arraycopy(block.exp, 0, exponentials, from + i, count);
    }
  }

  /** Of the quarters of a block entry by entry, then of what remains. */
  private float max(float[] x, int from, int n) {
    int quarter = n / 4;
    fold(x, from, quarter, larger);
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < quarter; i++) {
      max = Math.max(max, larger[i]);
    }
    for (int i = 4 * quarter; i < n; i++) {
      max = Math.max(max, x[from + i]);
    }
    return max;
  }

  private static void fold(float[] x, int from, int quarter, float[] larger) {
    int second = from + quarter;
    int third = second + quarter;
    int fourth = third + quarter;
    for (int i = 0; i < quarter; i++) {
      float left = Math.max(x[from + i], x[second + i]);
      larger[i] = Math.max(left, Math.max(x[third + i], x[fourth + i]));
    }
  }

  private static void shift(int n, double top, double[] x) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.max(-ExpBlock.LIMIT, x[i] - top);
    }
  }

  private static void dropSmallest(int n, double[] exp) {
    for (int i = 0; i < n; i++) {
      exp[i] -= SMALLEST;
    }
  }
}
