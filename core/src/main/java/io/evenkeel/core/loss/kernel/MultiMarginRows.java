package io.evenkeel.core.loss.kernel;

/**
 * Multi-class hinge loss, one row of float32 scores at a time, in double precision: value = sum
 * over i other than the label of max(0, margin - x[label] + x[i])^p / C, and its gradient, 0 at the
 * kink. NaN gives NaN.
 *
 * <p>Holds scratch space: one thread at a time.
 */
public final class MultiMarginRows {
  private final int p;
  private final double margin;
  private final Sums sums = new Sums(Blocks.SIZE);
  private final double[] losses = new double[Blocks.SIZE];
  private final double[] slopes = new double[Blocks.SIZE];

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
    for (int i = 0; i < units; i += Blocks.SIZE) {
      int count = Blocks.count(i, units);
      Blocks.load(scores, from + i, count, losses);
      hinge(count, lead, losses, slopes);
      if (!Double.isFinite(sums.of(slopes, count))) {
        Blocks.load(scores, from + i, count, losses);
        hingeOfAny(count, lead, losses, slopes);
      }
      if (p == 2) {
        square(count, losses, slopes);
      }
      if (label >= i && label < i + count) {
        losses[label - i] = 0;
        slopes[label - i] = 0;
      }
      sum += sums.of(losses, count);
      pull += sums.of(slopes, count);
      times(count, scale / units, slopes);
      System.arraycopy(slopes, 0, gradient, from + i, count);
    }
    gradient[from + label] = -pull * (scale / units);
    return sum / units;
  }

  /**
   * Replaces x by max(0, z) = (z + |z|) / 2, z = lead + x, and fills the slopes with 1 where z is
   * above 0, else 0: the ceiling of a tiny multiple of it. Both are NaN or infinite if z is.
   */
  private static void hinge(int n, double lead, double[] x, double[] slopes) {
    for (int i = 0; i < n; i++) {
      double z = lead + x[i];
      x[i] = 0.5 * (z + Math.abs(z));
      slopes[i] = Math.ceil(z * 0x1p-200);
    }
  }

  /** Computes the same one entry at a time, with the correct results at infinities. */
  private static void hingeOfAny(int n, double lead, double[] x, double[] slopes) {
    for (int i = 0; i < n; i++) {
      double z = lead + x[i];
      x[i] = Math.max(0, z);
      slopes[i] = z > 0 ? 1 : z <= 0 ? 0 : Double.NaN;
    }
  }

  private static void square(int n, double[] losses, double[] slopes) {
    for (int i = 0; i < n; i++) {
      slopes[i] = 2 * losses[i];
      losses[i] *= losses[i];
    }
  }

  private static void times(int n, double factor, double[] x) {
    for (int i = 0; i < n; i++) {
      x[i] *= factor;
    }
  }
}
