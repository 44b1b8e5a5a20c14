package io.evenkeel.core.loss.kernel;

import io.evenkeel.core.activation.ExpBlock;
import io.evenkeel.core.activation.Polynomials;
import java.util.Arrays;

/**
 * Forward-backward over the alignments of one label sequence (A. Graves et al., "Connectionist
 * temporal classification", ICML 2006, eq. 6 to 15), in log space.
 *
 * <p>States are the labels with a blank before, between and after: L = 2 S + 1. The probability of
 * ending in state s at frame t,
 *
 * <pre>alpha_t(s) = (alpha_{t-1}(s) + alpha_{t-1}(s-1) + [skip] alpha_{t-1}(s-2)) p_t(label(s)),
 * </pre>
 *
 * may skip the blank between two different labels. The backward variable is the same recursion over
 * the reversed sequence. All states of a frame are computed at once by vector code.
 *
 * <p>Holds scratch space: one thread at a time.
 */
public final class CtcLattice {
  private static final double LN_2 = 0.6931471805599453;

  /** Stands in for the logarithm of 0 where a difference is taken. */
  private static final double VERY_SMALL = -1e300;

  /**
   * The result of {@link ExpBlock} at the lower end of its range; it is subtracted, so that the
   * result there is 0.
   */
  private static final double SMALLEST = ExpBlocks.smallest();

  private int states;
  private int[] label = {};
  private int[] reversedLabel = {};
  private double[] skip = {};
  private double[] reversedSkip = {};
  private double[] top = {};
  private double[] merged = {};
  private double[] emission = {};
  private double[] now = {};

  /**
   * The three states that may precede a state: the same state, the one before it and the one two
   * before.
   */
  private final double[][] argument = new double[3][0];

  private final ExpBlock[] block = new ExpBlock[3];
  private double[] alpha = {};
  private double[] beta = {};

  /**
   * Minus the log-probability of the labels: Infinity if they cannot be aligned.
   *
   * <p>Adds {@code scale} times its gradient by the log-probabilities, which is minus the
   * probability of being in a class at a frame, to {@code gradient}; nothing if the loss is
   * Infinity.
   *
   * @param logP log-probabilities, that of class c at frame t at {@code from + t * stride + c}
   * @param frames number of frames; 0 can align no label only
   * @param labels S classes, none of them {@code blank}
   * @param gradient laid out as {@code logP}
   */
  public double run(
      double[] logP,
      int from,
      int stride,
      int frames,
      int[] labels,
      int blank,
      double[] gradient,
      double scale) {
    if (frames == 0) {
      return labels.length == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    prepare(labels, blank, frames);
    for (int t = 0; t < frames; t++) {
      emit(logP, from + t * stride, label);
      advance(t, alpha, (t - 1) * row(), t * row(), skip);
    }
    int end = (frames - 1) * row() + 2 + states - 1;
    double total = states == 1 ? alpha[end] : logAdd(alpha[end], alpha[end - 1]);
    if (total == Double.NEGATIVE_INFINITY) {
      return Double.POSITIVE_INFINITY;
    }
    for (int t = frames - 1; t >= 0; t--) {
      int step = frames - 1 - t;
      emit(logP, from + t * stride, reversedLabel);
      advance(step, beta, (step - 1 & 1) * row(), (step & 1) * row(), reversedSkip);
      occupy(t, total, gradient, from + t * stride, scale);
    }
    return -total;
  }

  /** The length of a row of states, which has two entries of -Infinity in front. */
  private int row() {
    return states + 2;
  }

  private void prepare(int[] labels, int blank, int frames) {
    states = 2 * labels.length + 1;
    if (top.length < states) {
      for (int k = 0; k < 3; k++) {
        argument[k] = new double[states];
        block[k] = new ExpBlock(states);
      }
      label = new int[states];
      reversedLabel = new int[states];
      skip = new double[states];
      reversedSkip = new double[states];
      top = new double[states];
      merged = new double[states];
      emission = new double[states];
      now = new double[states];
      beta = new double[2 * row()];
    }
    if (alpha.length < frames * row()) {
      alpha = new double[frames * row()];
    }
    for (int s = 0; s < states; s++) {
      label[s] = s % 2 == 0 ? blank : labels[s / 2];
      reversedLabel[states - 1 - s] = label[s];
    }
    allowSkips(label, skip, blank);
    allowSkips(reversedLabel, reversedSkip, blank);
  }

  /** Writes 0 where the state two before may precede a state, else -Infinity. */
  private void allowSkips(int[] label, double[] skip, int blank) {
    for (int s = 0; s < states; s++) {
      boolean allowed = s >= 2 && label[s] != blank && label[s] != label[s - 2];
      skip[s] = allowed ? 0 : Double.NEGATIVE_INFINITY;
    }
  }

  private void emit(double[] logP, int from, int[] label) {
    for (int s = 0; s < states; s++) {
      emission[s] = logP[from + label[s]];
    }
  }

  /**
   * Computes row {@code to} of {@code rows} from row {@code from}; {@link #merged} is the same row
   * before emission probabilities.
   */
  private void advance(int step, double[] rows, int from, int to, double[] skip) {
    rows[to] = Double.NEGATIVE_INFINITY;
    rows[to + 1] = Double.NEGATIVE_INFINITY;
    if (step == 0) {
      Arrays.fill(merged, 0, states, Double.NEGATIVE_INFINITY);
      Arrays.fill(merged, 0, Math.min(2, states), 0);
    } else {
      differences(states, rows, from, skip, top, argument[0], argument[1], argument[2]);
      for (int k = 0; k < 3; k++) {
        block[k].run(argument[k], states);
      }
      merge(states, block[0].exp, block[1].exp, block[2].exp, top, merged);
    }
    add(states, merged, emission, now);
    System.arraycopy(now, 0, rows, to + 2, states);
  }

  private static void add(int n, double[] a, double[] b, double[] sum) {
    for (int s = 0; s < n; s++) {
      sum[s] = a[s] + b[s];
    }
  }

  private static void differences(
      int n,
      double[] rows,
      int from,
      double[] skip,
      double[] top,
      double[] a,
      double[] b,
      double[] c) {
    int before = from + 1;
    int same = from + 2;
    for (int s = 0; s < n; s++) {
      top[s] = Math.max(Math.max(rows[same + s], rows[before + s]), rows[from + s] + skip[s]);
    }
    for (int s = 0; s < n; s++) {
      double reference = Math.max(VERY_SMALL, top[s]);
      a[s] = Math.max(-ExpBlock.LIMIT, rows[same + s] - reference);
      b[s] = Math.max(-ExpBlock.LIMIT, rows[before + s] - reference);
      c[s] = Math.max(-ExpBlock.LIMIT, rows[from + s] + skip[s] - reference);
    }
  }

  /**
   * Writes top + log of the sum of three exponentials. The sum is 0 for a state that cannot be
   * reached, where top is -Infinity, and otherwise within [1, 3]. Above 1.5 it is halved, so that
   * the logarithm's series converges fast.
   */
  private static void merge(
      int n, double[] a, double[] b, double[] c, double[] top, double[] merged) {
    for (int s = 0; s < n; s++) {
      merged[s] = Math.max(1, (a[s] - SMALLEST) + (b[s] - SMALLEST) + (c[s] - SMALLEST));
    }
    for (int s = 0; s < n; s++) {
      double half = Math.min(1, Math.floor(merged[s] * (1 / 1.5)));
      double y = merged[s] - 0.5 * half * merged[s];
      double ratio = (y - 1) / (y + 1);
      double log = Math.fma(half, LN_2, ratio * Polynomials.atanhRatio(ratio * ratio));
      merged[s] = top[s] + log;
    }
  }

  /**
   * Subtracts from the gradient the probabilities of the states at frame t, which follow from alpha
   * and {@link #merged}.
   */
  private void occupy(int t, double total, double[] gradient, int at, double scale) {
    double[] logs = argument[0];
    for (int s = 0; s < states; s++) {
      double log = alpha[t * row() + 2 + s] + merged[states - 1 - s] - total;
      logs[s] = Math.max(-ExpBlock.LIMIT, log);
    }
    block[0].run(logs, states);
    for (int s = 0; s < states; s++) {
      gradient[at + label[s]] -= scale * (block[0].exp[s] - SMALLEST);
    }
  }

  private static double logAdd(double a, double b) {
    double max = Math.max(a, b);
    return max == Double.NEGATIVE_INFINITY
        ? max
        : max + StrictMath.log1p(StrictMath.exp(Math.min(a, b) - max));
  }
}
