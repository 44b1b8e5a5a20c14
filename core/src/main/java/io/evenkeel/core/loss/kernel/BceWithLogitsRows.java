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
  private final double[] loss = new double[Blocks.SIZE];
  private final double[] slope = new double[Blocks.SIZE];

  /**
   * @param posWeight weight of a positive target, at least 0
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
      if (Blocks.tame(x, count, sums)) {
        tame(count, scale / units);
      } else {
        any(count, scale / units);
      }
      System.arraycopy(slope, 0, gradient, from + i, count);
      sum += sums.of(loss, count);
    }
    return sum / units;
  }

  private void tame(int n, double scale) {
    negate(n, x, argument);
    block.runExp(argument, n);
    log1p(n, block.exp, log);
    losses(n, positive, x, t, log, loss);
    slopes(n, scale, positive, x, t, block.exp, slope);
  }

  private static void negate(int n, double[] x, double[] minusMagnitude) {
    for (int i = 0; i < n; i++) {
      minusMagnitude[i] = -Math.abs(x[i]);
    }
  }

  /** log(1 + e) = 2 atanh(e / (2 + e)) for 0 <= e <= 1. */
  private static void log1p(int n, double[] e, double[] log) {
    for (int i = 0; i < n; i++) {
      double s = e[i] / (2 + e[i]);
      log[i] = s * Polynomials.atanhRatio(s * s);
    }
  }

  /** softplus(x) = max(x, 0) + log(1 + exp(-|x|)); max(x, 0) = (x + |x|) / 2. */
  private static void losses(
      int n, double positive, double[] x, double[] t, double[] log, double[] loss) {
    for (int i = 0; i < n; i++) {
      double magnitude = Math.abs(x[i]);
      double below = 0.5 * (magnitude - x[i]) + log[i];
      double above = 0.5 * (magnitude + x[i]) + log[i];
      loss[i] = positive * t[i] * below + (1 - t[i]) * above;
    }
  }

  /** The gradient; {@code negative} is 1 for x < 0, else 0, and selects without a jump. */
  private static void slopes(
      int n, double scale, double positive, double[] x, double[] t, double[] e, double[] slope) {
    for (int i = 0; i < n; i++) {
      double negative = -Math.floor(x[i] * 0x1p-40);
      double up = negative * e[i] + (1 - negative);
      double down = negative + (1 - negative) * e[i];
      slope[i] = scale * ((1 - t[i]) * up - positive * t[i] * down) / (1 + e[i]);
    }
  }

  /** Computes the same one entry at a time, for arbitrary entries. */
  private void any(int n, double scale) {
    for (int i = 0; i < n; i++) {
      double e = StrictMath.exp(-Math.abs(x[i]));
      double below = Math.max(-x[i], 0) + StrictMath.log1p(e);
      double above = Math.max(x[i], 0) + StrictMath.log1p(e);
      double up = x[i] < 0 ? e : 1;
      double down = x[i] < 0 ? 1 : e;
      loss[i] = positive * t[i] * below + (1 - t[i]) * above;
      slope[i] = scale * ((1 - t[i]) * up - positive * t[i] * down) / (1 + e);
    }
  }
}
