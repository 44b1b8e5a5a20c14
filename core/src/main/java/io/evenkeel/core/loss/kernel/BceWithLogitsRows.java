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
  private static final int SIZE = 512;

  private final double positive;
  private final ExpBlock block = new ExpBlock(SIZE);
  private final double[] argument = new double[SIZE];
  private final double[] log = new double[SIZE];

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
    for (int i = 0; i < units; i += SIZE) {
      int count = Math.min(SIZE, units - i);
      clamp(logits, from + i, count, argument);
      block.run(argument, count);
      log1pOfSmaller(count, block.exp, log);
      losses(logits, from + i, target, targetFrom + i, count, positive, log);
      slopes(block.exp, target, targetFrom + i, count, positive, gradient, from + i, scale / units);
      sum += Sums.of(log, count);
    }
    return sum / units;
  }

  private static void clamp(float[] x, int from, int n, double[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = ExpBlock.clamp(x[from + i]);
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

  private static void losses(
      float[] x, int from, float[] t, int tFrom, int n, double positive, double[] log) {
    for (int i = 0; i < n; i++) {
      double xi = x[from + i];
      double ti = t[tFrom + i];
      double below = Math.max(-xi, 0) + log[i];
      double above = Math.max(xi, 0) + log[i];
      log[i] = positive * ti * below + (1 - ti) * above;
    }
  }

  private static void slopes(
      double[] e,
      float[] t,
      int tFrom,
      int n,
      double positive,
      double[] gradient,
      int from,
      double scale) {
    for (int i = 0; i < n; i++) {
      double ti = t[tFrom + i];
      gradient[from + i] = scale * ((1 - ti) * e[i] - positive * ti) / (1 + e[i]);
    }
  }
}
