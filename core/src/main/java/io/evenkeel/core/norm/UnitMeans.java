package io.evenkeel.core.norm;

import java.util.Arrays;

/**
 * Means over the rows of each unit, of {@code [rows][units]}. A sum is made in the order of the
 * rows, in double precision; all units go side by side.
 */
final class UnitMeans {
  private UnitMeans() {}

  /** Of the values. */
  static void values(float[] x, int rows, int units, double[] means) {
    Arrays.fill(means, 0, units, 0);
    for (int first = 0; first < rows * units; first += units) {
      for (int unit = 0; unit < units; unit++) {
        means[unit] += x[first + unit];
      }
    }
    divide(means, units, rows);
  }

  /** Of the squares of the distances to a centre of each unit. */
  static void squares(float[] x, double[] centres, int rows, int units, double[] means) {
    Arrays.fill(means, 0, units, 0);
    for (int first = 0; first < rows * units; first += units) {
      for (int unit = 0; unit < units; unit++) {
        double distance = x[first + unit] - centres[unit];
        means[unit] += distance * distance;
      }
    }
    divide(means, units, rows);
  }

  /** Of the products of two arrays. */
  static void products(float[] x, float[] y, int rows, int units, double[] means) {
    Arrays.fill(means, 0, units, 0);
    for (int first = 0; first < rows * units; first += units) {
      for (int unit = 0; unit < units; unit++) {
        means[unit] += (double) x[first + unit] * y[first + unit];
      }
    }
    divide(means, units, rows);
  }

  private static void divide(double[] sums, int units, int rows) {
    for (int unit = 0; unit < units; unit++) {
      sums[unit] /= rows;
    }
  }
}
