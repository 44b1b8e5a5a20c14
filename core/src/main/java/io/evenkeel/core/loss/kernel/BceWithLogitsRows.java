package io.evenkeel.core.loss.kernel;

import io.evenkeel.core.activation.ExpBlock;
import io.evenkeel.core.activation.Polynomials;

/**
 * Binary cross-entropy of logits, one row of float32 logits at a time, in double precision.
 *
 * <p>With p = {@code pos_weight}: value = mean of p t softplus(-x) + (1 - t) softplus(x), gradient
 * ((1 - t) sigma(x) - p t sigma(-x)) / C. Finite for every finite logit. NaN gives NaN; an infinite
 * logit gives Infinity if it is on the wrong side of its target, NaN if on the right one (0 times
 * infinity).
 *
 * <p>Holds scratch space: one thread at a time.
 */
public final class BceWithLogitsRows {
  private final double positive;
  private final ExpBlock block = new ExpBlock(Blocks.SIZE);
  private final Sums sums = new Sums(Blocks.SIZE);
  private final double[] x = new double[Blocks.SIZE];
  private final double[] t = new double[Blocks.SIZE];
  private final double[] argument = new double[Blocks.SIZE];
  private final double[] log = new double[Blocks.SIZE];

  /**
   * @param posWeight what a positive weighs, at least 0
   */
  public BceWithLogitsRows(double posWeight) {
    positive = posWeight;
  }

  /**
   * Value of one row; its gradient times {@code scale} goes to the same place of {@code gradient}.
   *
   * @param from where the row starts in {@code logits} and {@code gradient}
   * @param units number of logits, at least 1
   * @param target one per unit, in [0, 1]
   * @param targetFrom where the row's targets start
   */
  public double row(
      float[] logits,
      int from,
      int units,
      float[] target,
      int targetFrom,
      double[] gradient,
      double scale) {
    double sum = 0;
    for (int i = 0; i < units; i += Blocks.SIZE) {
      int count = Blocks.count(i, units);
      Blocks.load(logits, from + i, count, x);
      Blocks.load(target, targetFrom + i, count, t);
      clamp(count, x, argument);
      block.run(argument, count);
      log1pOfSmaller(count, block.exp, log);
      losses(count, positive, x, t, log);
      slopes(count, scale / units, positive, t, block.exp);
      System.arraycopy(block.exp, 0, gradient, from + i, count);
      sum += sums.of(log, count);
    }
    return sum / units;
  }

  private static void clamp(int n, double[] x, double[] clamped) {
    for (int i = 0; i < n; i++) {
      clamped[i] = ExpBlock.clamp(x[i]);
    }
  }

  /**
   * log(1 + exp(-|x|)) = 2 atanh(s), s = small / (2 large + small), of small = min(1, e) and large
   * = max(1, e), e = exp(x).
   */
  private static void log1pOfSmaller(int n, double[] e, double[] log) {
    for (int i = 0; i < n; i++) {
      double small = Math.min(1, e[i]);
      double s = small / (2 * Math.max(1, e[i]) + small);
      log[i] = s * Polynomials.atanhRatio(s * s);
    }
  }

  private static void losses(int n, double positive, double[] x, double[] t, double[] log) {
    for (int i = 0; i < n; i++) {
      double below = Math.max(-x[i], 0) + log[i];
      double above = Math.max(x[i], 0) + log[i];
      log[i] = positive * t[i] * below + (1 - t[i]) * above;
    }
  }

  /** Replaces e = exp(x) by the gradient. */
  private static void slopes(int n, double scale, double positive, double[] t, double[] e) {
    for (int i = 0; i < n; i++) {
      e[i] = scale * ((1 - t[i]) * e[i] - positive * t[i]) / (1 + e[i]);
    }
  }
}
