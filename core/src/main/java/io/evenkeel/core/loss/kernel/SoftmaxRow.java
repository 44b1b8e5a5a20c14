package io.evenkeel.core.loss.kernel;

import io.evenkeel.core.activation.ExpBlock;

/**
 * Exponentials of one row of float32 logits over the largest, in double precision, and their sum.
 *
 * <p>Nothing overflows; an exponential below 1e-304 is 0. A NaN or +Infinity among the logits gives
 * NaN, as does a row of -Infinity.
 */
final class SoftmaxRow {
  private static final int SIZE = 512;
  private static final double SMALLEST = ExpBlocks.smallest();

  private final ExpBlock block = new ExpBlock(SIZE);
  private final double[] argument = new double[SIZE];
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
    top = max(logits, from, n);
    sum = 0;
    for (int i = 0; i < n; i += SIZE) {
      int count = Math.min(SIZE, n - i);
      shift(logits, from + i, count, top, argument);
      block.run(argument, count);
      keep(block.exp, count, exponentials, from + i);
      sum += Sums.of(block.exp, count);
    }
  }

  private static float max(float[] x, int from, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + n; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  private static void shift(float[] x, int from, int n, double top, double[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.max(-ExpBlock.LIMIT, x[from + i] - top);
    }
  }

  private static void keep(double[] exp, int n, double[] out, int from) {
    for (int i = 0; i < n; i++) {
      out[from + i] = exp[i] - SMALLEST;
    }
  }
}
