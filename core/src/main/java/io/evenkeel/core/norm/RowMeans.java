package io.evenkeel.core.norm;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.SumKernel;

/** Means over the units of each row, of {@code [rows][units]}, in double precision. */
final class RowMeans {
  private static final SumKernel SUMS = Kernels.sums();

  private RowMeans() {}

  /** The means of the values. */
  static void values(float[] x, int rows, int units, double[] means) {
    SUMS.rows(x, rows, units, means);
    GroupMeans.divide(means, rows, units);
  }

  /** The means of the squares of the distances to a centre of each row. */
  static void squares(float[] x, double[] centres, int rows, int units, double[] means) {
    SUMS.rowSquares(x, centres, rows, units, means);
    GroupMeans.divide(means, rows, units);
  }

  /** The means of the products of two arrays. */
  static void products(float[] x, float[] y, int rows, int units, double[] means) {
    SUMS.rowProducts(x, y, rows, units, means);
    GroupMeans.divide(means, rows, units);
  }
}
