package io.evenkeel.core.loss.kernel;

/**
 * Multi-class hinge loss, one row of float32 scores at a time, in double precision: value = sum
 * over i other than the label of max(0, margin - x[label] + x[i])^p / C, and its gradient, 0 at the
 * kink. NaN gives NaN.
 *
 * <p>Holds scratch space: one thread at a time.
 */
public final class MultiMarginRows {
  private static final int SIZE = 512;

  private final int p;
  private final double margin;
  private final double[] losses = new double[SIZE];
  private final double[] slopes = new double[SIZE];

  /**
   * @param p power of the hinge, 1 or 2
   * @param margin by how much the label should lead, finite
   */
  public MultiMarginRows(int p, double margin) {
    this.p = p;
    this.margin = margin;
  }

  /**
   * Value of one row; its gradient times {@code scale} goes to the same place of {@code gradient}.
   *
   * @param from where the row starts, in both arrays
   * @param units number of classes, at least 1
   * @param label the class, in [0, units)
   */
  public double row(
      float[] scores, int from, int units, int label, double[] gradient, double scale) {
    double lead = margin - scores[from + label];
    double sum = 0;
    double pull = 0;
    for (int i = 0; i < units; i += SIZE) {
      int count = Math.min(SIZE, units - i);
      if (p == 1) {
        linear(scores, from + i, count, lead, losses, slopes);
      } else {
        quadratic(scores, from + i, count, lead, losses, slopes);
      }
      if (label >= i && label < i + count) {
        losses[label - i] = 0;
        slopes[label - i] = 0;
      }
      sum += Sums.of(losses, count);
      pull += Sums.of(slopes, count);
      store(slopes, count, gradient, from + i, scale / units);
    }
    gradient[from + label] = -pull * (scale / units);
    return sum / units;
  }

  /** The slope is 1 above 0, else 0: the ceiling of the loss cut at 1. */
  private static void linear(
      float[] x, int from, int n, double lead, double[] losses, double[] slopes) {
    for (int i = 0; i < n; i++) {
      double z = Math.max(0, lead + x[from + i]);
      losses[i] = z;
      slopes[i] = Math.ceil(Math.min(1, z));
    }
  }

  private static void quadratic(
      float[] x, int from, int n, double lead, double[] losses, double[] slopes) {
    for (int i = 0; i < n; i++) {
      double z = Math.max(0, lead + x[from + i]);
      losses[i] = z * z;
      slopes[i] = 2 * z;
    }
  }

  private static void store(double[] slopes, int n, double[] gradient, int from, double scale) {
    for (int i = 0; i < n; i++) {
      gradient[from + i] = scale * slopes[i];
    }
  }
}
