package io.evenkeel.core.loss.kernel;

import java.util.Arrays;

/**
 * Connectionist temporal classification of one sequence of float32 logits at a time, {@code
 * [frames][classes]}, in double precision: a softmax over the classes, then forward and backward,
 * on scaled probabilities where these lose no precision, else in log space.
 *
 * <p>NaN gives NaN, labels that cannot be aligned Infinity and a gradient of 0.
 *
 * <p>Holds scratch space: one thread at a time.
 */
public final class CtcRows {
  private final SoftmaxRow softmax = new SoftmaxRow();
  private final CtcScaled scaled = new CtcScaled();
  private final CtcLattice lattice = new CtcLattice();
  private double[] p = {};
  private double[] pull = {};
  private double[] lse = {};

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
    if (p.length < n) {
      p = new double[n];
      pull = new double[n];
      lse = new double[n];
    }
    for (int t = 0; t < frames; t++) {
      softmax.run(logits, from + t * classes, classes, p, t * classes);
      lse[t] = softmax.reference() + StrictMath.log(softmax.sum());
      times(p, t * classes, classes, 1 / softmax.sum());
    }
    weigh(p, n, scale, pull);
    double loss = scaled.run(p, frames, classes, labels, blank, pull, scale);
    if (Double.isNaN(loss)) {
      loss = inLogSpace(logits, from, frames, classes, labels, blank, scale);
    }
    System.arraycopy(pull, 0, gradient, from, n);
    return loss;
  }

  private double inLogSpace(
      float[] logits, int from, int frames, int classes, int[] labels, int blank, double scale) {
    int n = frames * classes;
    weigh(p, n, scale, pull);
    for (int i = 0; i < n; i++) {
      p[i] = logits[from + i] - lse[i / classes];
    }
    double loss = lattice.run(p, 0, classes, frames, labels, blank, pull, scale);
    if (loss == Double.POSITIVE_INFINITY) {
      Arrays.fill(pull, 0, n, 0);
    }
    return loss;
  }

  private static void times(double[] x, int from, int n, double factor) {
    for (int i = from; i < from + n; i++) {
      x[i] *= factor;
    }
  }

  private static void weigh(double[] p, int n, double scale, double[] weighed) {
    for (int i = 0; i < n; i++) {
      weighed[i] = scale * p[i];
    }
  }
}
