package io.evenkeel.core.loss.kernel;

/**
 * Mean squared error, one row of float32 outputs at a time, in double precision: value = mean of (x
 * - t)^2, gradient 2 (x - t) / C. NaN gives NaN, an infinity Infinity.
 *
 * <p>Holds scratch space: one thread at a time.
 */
public final class MseRows {
  private static final int SIZE = 512;

  private final double[] squares = new double[SIZE];

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
    for (int i = 0; i < units; i += SIZE) {
      int count = Math.min(SIZE, units - i);
      part(output, from + i, target, targetFrom + i, count, gradient, 2 * scale / units, squares);
      sum += Sums.of(squares, count);
    }
    return sum / units;
  }

  private static void part(
      float[] x, int from, float[] t, int tFrom, int n, double[] g, double scale, double[] sq) {
    for (int i = 0; i < n; i++) {
      double d = (double) x[from + i] - t[tFrom + i];
      sq[i] = d * d;
      g[from + i] = scale * d;
    }
  }
}
