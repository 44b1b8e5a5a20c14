package io.evenkeel.core.loss.kernel;

/**
 * log softmax(x)_c = x_c - log sum_j exp(x_j), in double precision and in place.
 *
 * <p>The sum is taken relative to its largest term, whose own share of 1 is added last. So nothing
 * overflows, and the logarithm of a probability near 1 keeps its relative precision. A NaN, a
 * +Infinity, or -Infinity throughout give NaN throughout.
 */
public final class LogSoftmax {
  private LogSoftmax() {}

  /** Replaces the first n entries by their log softmax. */
  public static void apply(double[] x, int n) {
    int top = 0;
    for (int c = 1; c < n; c++) {
      top = x[c] > x[top] || Double.isNaN(x[c]) ? c : top;
    }
    if (n == 0) {
      return;
    }
    double max = x[top];
    double others = Double.isFinite(max) ? 0 : Double.NaN;
    for (int c = 0; c < n; c++) {
      others += c == top ? 0 : StrictMath.exp(x[c] - max);
    }
    double log = StrictMath.log1p(others);
    for (int c = 0; c < n; c++) {
      x[c] = x[c] - max - log;
    }
  }

  /**
   * The chain rule: turns a derivative g by the log-probabilities into that by x, g_c - p_c sum_j
   * g_j.
   *
   * @param logP what {@link #apply} gave
   * @param g replaced, its first n entries
   */
  public static void pullBack(double[] logP, double[] g, int n) {
    double sum = 0;
    for (int c = 0; c < n; c++) {
      sum += g[c];
    }
    for (int c = 0; c < n; c++) {
      g[c] -= StrictMath.exp(logP[c]) * sum;
    }
  }
}
