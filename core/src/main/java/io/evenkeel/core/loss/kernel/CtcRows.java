package io.evenkeel.core.loss.kernel;

import java.util.Arrays;

/**
 * Connectionist temporal classification of one sequence of float32 logits at a time, {@code
 * [frames][classes]}, in double precision: {@link CtcLattice} behind a log-softmax over the
 * classes.
 *
 * <p>NaN gives NaN, labels that cannot be aligned Infinity, both with a gradient of 0 or NaN.
 *
 * <p>Holds scratch space: one thread at a time.
 */
public final class CtcRows {
  private final SoftmaxRow softmax = new SoftmaxRow();
  private final CtcLattice lattice = new CtcLattice();
  private double[] logP = {};
  private double[] occupied = {};

  /**
   * Value of one sequence; its gradient by the logits times {@code scale} goes to the same place of
   * {@code gradient}.
   *
   * @param from where the sequence starts, in both arrays
   * @param frames at least 1
   * @param classes at least 1
   * @param labels classes other than {@code blank}
   */
  public double row(
      float[] logits,
      int from,
      int frames,
      int classes,
      int[] labels,
      int blank,
      double[] gradient,
      double scale) {
    int n = frames * classes;
    if (logP.length < n) {
      logP = new double[n];
      occupied = new double[n];
    }
    for (int t = 0; t < frames; t++) {
      int at = from + t * classes;
      softmax.run(logits, at, classes, gradient);
      double lse = softmax.top() + StrictMath.log(softmax.sum());
      subtract(logits, at, classes, lse, logP, t * classes);
      times(gradient, at, classes, scale / softmax.sum());
    }
    Arrays.fill(occupied, 0, n, 0);
    double loss = lattice.run(logP, 0, classes, frames, labels, blank, occupied, scale);
    if (loss == Double.POSITIVE_INFINITY) {
      Arrays.fill(gradient, from, from + n, 0);
    } else {
      add(occupied, n, gradient, from);
    }
    return loss;
  }

  private static void subtract(float[] x, int from, int n, double lse, double[] logP, int to) {
    for (int c = 0; c < n; c++) {
      logP[to + c] = x[from + c] - lse;
    }
  }

  private static void times(double[] g, int from, int n, double factor) {
    for (int i = from; i < from + n; i++) {
      g[i] *= factor;
    }
  }

  private static void add(double[] x, int n, double[] sum, int from) {
    for (int i = 0; i < n; i++) {
      sum[from + i] += x[i];
    }
  }
}
