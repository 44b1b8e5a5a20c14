package io.evenkeel.core.loss.kernel;

import io.evenkeel.core.activation.ExpBlock;

/**
 * Exponentials of one row of float32 logits relative to a reference, in double precision, and their
 * sum. The reference is 0 if all logits are tame, else the largest of them, so that nothing
 * overflows.
 *
 * <p>An exponential below 1e-304 is 0. A NaN or +Infinity among the logits gives NaN, as does a row
 * of -Infinity.
 *
 * <p>Holds scratch space: one thread at a time.
 */
final class SoftmaxRow {
  private static final double SMALLEST = ExpBlocks.smallest();

  private final ExpBlock block = new ExpBlock(Blocks.SIZE);
  private final Sums sums = new Sums(Blocks.SIZE);
  private final double[] argument = new double[Blocks.SIZE];
  private double reference;
  private double sum;

  /** The reference that was subtracted from the logits of the last row. */
  double reference() {
    return reference;
  }

  /** Sum of the exponentials of the last row. */
  double sum() {
    return sum;
  }

  /**
   * Fills {@code exponentials} at {@code to .. to + n - 1} with those of the logits at {@code from
   * .. from + n - 1}.
   *
   * @param n at least 1
   */
  void run(float[] logits, int from, int n, double[] exponentials, int to) {
    if (!runTame(logits, from, n, exponentials, to)) {
      runAny(logits, from, n, exponentials, to);
    }
  }

  private boolean runTame(float[] logits, int from, int n, double[] exponentials, int to) {
    reference = 0;
    sum = 0;
    for (int i = 0; i < n; i += Blocks.SIZE) {
      int count = Blocks.count(i, n);
      Blocks.load(logits, from + i, count, argument);
      if (!Blocks.tame(argument, count, sums)) {
        return false;
      }
      block.runExp(argument, count);
      sum += sums.of(block.exp, count);
      System.arraycopy(block.exp, 0, exponentials, to + i, count);
    }
    return true;
  }

  /** Computes the exponentials with the largest logit as the reference. */
  void runAny(float[] logits, int from, int n, double[] exponentials, int to) {
    reference = max(logits, from, n);
    sum = 0;
    for (int i = 0; i < n; i += Blocks.SIZE) {
      int count = Blocks.count(i, n);
      Blocks.load(logits, from + i, count, argument);
      shift(count, reference, argument);
      block.runExp(argument, count);
      dropSmallest(count, block.exp);
      sum += sums.of(block.exp, count);
      System.arraycopy(block.exp, 0, exponentials, to + i, count);
    }
  }

  private static float max(float[] x, int from, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + n; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  private static void shift(int n, double reference, double[] x) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.max(-ExpBlock.LIMIT, x[i] - reference);
    }
  }

  private static void dropSmallest(int n, double[] exp) {
    for (int i = 0; i < n; i++) {
      exp[i] -= SMALLEST;
    }
  }
}
