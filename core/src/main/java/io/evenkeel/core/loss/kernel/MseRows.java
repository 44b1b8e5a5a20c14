package io.evenkeel.core.loss.kernel;

/**
 * Mean squared error, one row of float32 outputs at a time, in double precision: value = mean of (x
 * - t)^2, gradient 2 (x - t) / C. NaN gives NaN, an infinity Infinity.
 *
 * <p>Holds scratch space: one thread at a time.
 */
public final class MseRows {
  private final Sums sums = new Sums(Blocks.SIZE);
  private final double[] difference = new double[Blocks.SIZE];
  private final double[] other = new double[Blocks.SIZE];

  /**
   * Value of one row; its gradient times {@code scale} goes to the same place of {@code gradient}.
   *
   * @param from where the row starts in {@code output} and {@code gradient}
   * @param units number of entries, at least 1
   * @param target one per unit
   * @param targetFrom where the row's targets start
   */
  public double row(
      float[] output,
      int from,
      int units,
      float[] target,
      int targetFrom,
      double[] gradient,
      double scale) {
    double sum = 0;
    double factor = 2 * scale / units;
    for (int i = 0; i < units; i += Blocks.SIZE) {
      int count = Blocks.count(i, units);
      Blocks.load(output, from + i, count, difference);
      Blocks.load(target, targetFrom + i, count, other);
      differ(count, factor, difference, other);
      System.arraycopy(difference, 0, gradient, from + i, count);
      sum += sums.of(other, count);
    }
    return sum / units;
  }

  /** Leaves the gradient in x and the squares in t. */
  private static void differ(int n, double factor, double[] x, double[] t) {
    for (int i = 0; i < n; i++) {
      double d = x[i] - t[i];
      x[i] = factor * d;
      t[i] = d * d;
    }
  }
}
