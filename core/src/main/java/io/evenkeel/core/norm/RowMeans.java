package io.evenkeel.core.norm;

import io.evenkeel.core.kernel.Kernels;

/** Means over the units of each row, of {@code [rows][units]}, in double precision. */
final class RowMeans {
  private RowMeans() {}

  /** Of the values. */
  static void values(float[] x, int rows, int units, double[] means) {
    Kernels.sums().rows(x, rows, units, means);
    divide(means, rows, units);
  }

  /** Of the squares of the distances to a centre of each row. */
  static void squares(float[] x, double[] centres, int rows, int units, double[] means) {
    Kernels.sums().rowSquares(x, centres, rows, units, means);
    divide(means, rows, units);
  }

  /** Of the products of two arrays. */
  static void products(float[] x, float[] y, int rows, int units, double[] means) {
    Kernels.sums().rowProducts(x, y, rows, units, means);
    divide(means, rows, units);
  }

  private static void divide(double[] sums, int rows, int units) {
    for (int row = 0; row < rows; row++) {
      sums[row] /= units;
    }
  }
}
