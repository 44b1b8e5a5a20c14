package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.SumKernel.LANES;

import java.util.Arrays;

/** The lanes of a row's sum: unit u of the row is added in lane u mod {@value SumKernel#LANES}. */
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

  /** The sum of the lanes, which are 0 afterwards. */
  double take() {
    double s0 = pairs(0) + pairs(2);
    double s1 = pairs(1) + pairs(3);
    Arrays.fill(sums, 0);
    return s0 + s1;
  }

  /** The sum of every fourth lane. */
  private double pairs(int lane) {
    return (sums[lane] + sums[lane + 8]) + (sums[lane + 4] + sums[lane + 12]);
  }
}
