package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.ScanKernel.LANES;

import java.util.Arrays;

/** The lanes of a row's sum: unit u of the row is added to lane u mod {@value ScanKernel#LANES}. */
final class RowLanes {
  final double[] sums = new double[LANES];

  /**
   * Adds the units from {@code unit} to {@code end}.
   *
   * @param row index of the row's first value
   */
  void add(float[] x, int row, int unit, int end) {
    for (int u = unit; u < end; u++) {
      sums[u % LANES] += x[row + u];
    }
  }

  /** Adds the squares of distances to a centre. */
  void addSquares(float[] x, double centre, int row, int unit, int end) {
    for (int u = unit; u < end; u++) {
      double distance = x[row + u] - centre;
      sums[u % LANES] = Math.fma(distance, distance, sums[u % LANES]);
    }
  }

  /** Adds the products of two arrays. */
  void addProducts(float[] x, float[] y, int row, int unit, int end) {
    for (int u = unit; u < end; u++) {
      sums[u % LANES] = Math.fma((double) x[row + u], y[row + u], sums[u % LANES]);
    }
  }

  /** Returns the sum of the lanes and sets them to 0. */
  double take() {
    double total = Lanes.total(sums);
    Arrays.fill(sums, 0);
    return total;
  }
}
