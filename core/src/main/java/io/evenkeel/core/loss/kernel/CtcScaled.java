package io.evenkeel.core.loss.kernel;

import java.util.Arrays;

/**
 * {@link CtcLattice}'s recursion on probabilities, each frame scaled to the sum 1 (L. R. Rabiner,
 * Proc. IEEE 77(2), 1989, eq. 91 to 92b): it needs no exponential, and one logarithm per frame.
 *
 * <p>It gives a result only where it is as precise as log space: if every state that lies on some
 * alignment keeps a share of its frame above 1e-140, all numbers and their products are normal
 * doubles, and as all are positive no digit cancels. Otherwise it gives up.
 *
 * <p>Holds scratch space: one thread at a time.
 */
final class CtcScaled {
  private static final double SMALLEST_SHARE = 1e-140;

  private int states;
  private int frames;
  private int[] label = {};
  private int[] reversedLabel = {};
  private double[] skip = {};
  private double[] reversedSkip = {};
  private int[] first = {};
  private int[] reversedFirst = {};
  private double[] emission = {};
  private double[] merged = {};
  private double[] now = {};
  private double[] alpha = {};
  private double[] beta = {};
  private Sums sums = new Sums(0);

  /**
   * Minus the log-probability of the labels, or NaN if it gives up. Subtracts {@code scale} times
   * the probability of being in class c at frame t from {@code gradient}, which has no meaning if
   * it gives up.
   *
   * @param p probabilities {@code [frames][classes]}
   * @param frames at least 1
   * @param gradient laid out as {@code p}
   */
  double run(
      double[] p,
      int frames,
      int classes,
      int[] labels,
      int blank,
      double[] gradient,
      double scale) {
    prepare(labels, blank, frames);
    double loss = 0;
    for (int t = 0; t < frames; t++) {
      emit(p, t * classes, label);
      double share = advance(t, alpha, (t - 1) * row(), t * row(), skip, first, reversedFirst);
      loss -= StrictMath.log(share);
    }
    int end = frames * row() - 1;
    double ended = alpha[end] + (states > 1 ? alpha[end - 1] : 0);
    loss -= StrictMath.log(ended);
    if (Double.isNaN(loss)) {
      return Double.NaN;
    }
    for (int t = frames - 1; t >= 0; t--) {
      int step = frames - 1 - t;
      int from = (step - 1 & 1) * row();
      emit(p, t * classes, reversedLabel);
      double share =
          advance(step, beta, from, (step & 1) * row(), reversedSkip, reversedFirst, first);
      if (Double.isNaN(share)) {
        return Double.NaN;
      }
      occupy(t, gradient, t * classes, scale);
    }
    return loss;
  }

  /** The length of a row of states, which has two zeros in front. */
  private int row() {
    return states + 2;
  }

  private void prepare(int[] labels, int blank, int frames) {
    this.frames = frames;
    states = 2 * labels.length + 1;
    if (label.length < states) {
      label = new int[states];
      reversedLabel = new int[states];
      skip = new double[states];
      reversedSkip = new double[states];
      first = new int[states];
      reversedFirst = new int[states];
      emission = new double[states];
      merged = new double[states];
      now = new double[states];
      beta = new double[2 * row()];
      sums = new Sums(states);
    }
    if (alpha.length < frames * row()) {
      alpha = new double[frames * row()];
    }
    for (int s = 0; s < states; s++) {
      label[s] = s % 2 == 0 ? blank : labels[s / 2];
      reversedLabel[states - 1 - s] = label[s];
    }
    connect(label, blank, skip, first);
    connect(reversedLabel, blank, reversedSkip, reversedFirst);
  }

  /**
   * Finds where the blank between two labels may be skipped, and the first frame at which each
   * state can occur.
   */
  private void connect(int[] label, int blank, double[] skip, int[] first) {
    for (int s = 0; s < states; s++) {
      boolean allowed = s >= 2 && label[s] != blank && label[s] != label[s - 2];
      skip[s] = allowed ? 1 : 0;
      first[s] = s < 2 ? 0 : 1 + (allowed ? first[s - 2] : first[s - 1]);
    }
  }

  private void emit(double[] p, int from, int[] label) {
    for (int s = 0; s < states; s++) {
      emission[s] = p[from + label[s]];
    }
  }

  /**
   * Computes row {@code to} of {@code rows} from row {@code from}; {@link #merged} is the same row
   * before emission probabilities.
   *
   * @param last the first frames of the reversed sequence, which say from where a state can still
   *     reach the end
   * @return the sum of the row before it was scaled; NaN if a share is too small
   */
  private double advance(
      int step, double[] rows, int from, int to, double[] skip, int[] first, int[] last) {
    rows[to] = 0;
    rows[to + 1] = 0;
    if (step == 0) {
      Arrays.fill(merged, 0, states, 0);
      Arrays.fill(merged, 0, Math.min(2, states), 1);
    } else {
      merge(states, rows, from, skip, merged);
    }
    times(states, merged, emission, now);
    int left = frames - 1 - step;
    boolean large = true;
    for (int s = 0; s < states; s++) {
      if (last[states - 1 - s] > left) {
        now[s] = 0;
      } else if (first[s] <= step) {
        large &= now[s] > SMALLEST_SHARE;
      }
    }
    double sum = sums.of(now, states);
    scale(states, 1 / sum, now);
    System.arraycopy(now, 0, rows, to + 2, states);
    return large ? sum : Double.NaN;
  }

  private static void merge(int n, double[] rows, int from, double[] skip, double[] merged) {
    int before = from + 1;
    int same = from + 2;
    for (int s = 0; s < n; s++) {
      merged[s] = rows[same + s] + rows[before + s] + skip[s] * rows[from + s];
    }
  }

  private static void times(int n, double[] a, double[] b, double[] product) {
    for (int s = 0; s < n; s++) {
      product[s] = a[s] * b[s];
    }
  }

  private static void scale(int n, double factor, double[] x) {
    for (int s = 0; s < n; s++) {
      x[s] *= factor;
    }
  }

  /**
   * Multiplies the shares of alpha by those of {@link #merged}, and scales the products to the sum
   * 1.
   */
  private void occupy(int t, double[] gradient, int at, double scale) {
    int from = t * row() + 2;
    for (int s = 0; s < states; s++) {
      now[s] = alpha[from + s] * merged[states - 1 - s];
    }
    double factor = scale / sums.of(now, states);
    for (int s = 0; s < states; s++) {
      gradient[at + label[s]] -= factor * now[s];
    }
  }
}
