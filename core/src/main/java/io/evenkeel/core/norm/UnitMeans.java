package io.evenkeel.core.norm;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.SumKernel;
import java.util.Arrays;

/** Means over the rows of each unit, of {@code [rows][units]}, in double precision. */
final class UnitMeans {
  private static final SumKernel SUMS = Kernels.sums();

  private UnitMeans() {}

  /** The means of the values. */
  static void values(float[] x, int rows, int units, double[] means) {
    Arrays.fill(means, 0, units, 0);
    for (int row = 0; row < rows; row++) {
      SUMS.addRow(x, row * units, units, means);
    }
    GroupMeans.divide(means, units, rows);
  }

  /** The means of the squares of the distances to a centre of each unit. */
  static void squares(float[] x, double[] centres, int rows, int units, double[] means) {
    Arrays.fill(means, 0, units, 0);
    for (int row = 0; row < rows; row++) {
      SUMS.addSquares(x, centres, row * units, units, means);
    }
    GroupMeans.divide(means, units, rows);
  }

  /** The means of the products of two arrays. */
  static void products(float[] x, float[] y, int rows, int units, double[] means) {
    Arrays.fill(means, 0, units, 0);
    for (int row = 0; row < rows; row++) {
      SUMS.addProducts(x, y, row * units, units, means);
    }
    GroupMeans.divide(means, units, rows);
  }
}
