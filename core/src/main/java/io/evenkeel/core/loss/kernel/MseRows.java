package io.evenkeel.core.loss.kernel;

/**
 * Mean squared error, one row of float32 outputs at a time, in double precision: value = mean of (x
 * - t)^2, gradient 2 (x - t) / C. NaN gives NaN, an infinity Infinity.
 *
 * <p>Holds scratch space: one thread at a time.
 */
public final class MseRows {
  private final double[] difference = new double[Blocks.SIZE];
  private final double[] slope = new double[Blocks.SIZE];
  private final Sums sums = new Sums(Blocks.SIZE);

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
    double factor = 2 * scale / units;
    double squares = 0;
    for (int i = 0; i < units; i += Blocks.SIZE) {
      int count = Blocks.count(i, units);
      subtract(output, from + i, target, targetFrom + i, count, difference);
      squares += sums.ofSquares(difference, count);
      multiply(difference, factor, count, slope);
      System.arraycopy(slope, 0, gradient, from + i, count);
    }
    return squares / units;
  }

  private static void subtract(
      float[] x, int from, float[] t, int targetFrom, int n, double[] difference) {
    for (int i = 0; i < n; i++) {
      difference[i] = (double) x[from + i] - t[targetFrom + i];
    }
  }

  private static void multiply(double[] x, double factor, int n, double[] product) {
    for (int i = 0; i < n; i++) {
      product[i] = factor * x[i];
    }
  }
}
