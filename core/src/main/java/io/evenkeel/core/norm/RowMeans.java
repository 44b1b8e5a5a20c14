package io.evenkeel.core.norm;

/**
 * Means over the units of each row, of {@code [rows][units]}. A sum is made in the order of the
 * units, in double precision. An addition waits for the one before it, so four rows go side by
 * side.
 */
final class RowMeans {
  private static final int SIDE_BY_SIDE = 4;

  private RowMeans() {}

  /** Of the values. */
  static void values(float[] x, int rows, int units, double[] means) {
    int row = 0;
    for (; row <= rows - SIDE_BY_SIDE; row += SIDE_BY_SIDE) {
      fourValues(x, row, units, means);
    }
    for (; row < rows; row++) {
      double sum = 0;
      for (int i = row * units; i < (row + 1) * units; i++) {
        sum += x[i];
      }
      means[row] = sum / units;
    }
  }

  private static void fourValues(float[] x, int row, int units, double[] means) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int end = (row + 1) * units;
    for (int i = row * units; i < end; i++) {
      first += x[i];
      second += x[i + units];
      third += x[i + 2 * units];
      fourth += x[i + 3 * units];
    }
    means[row] = first / units;
    means[row + 1] = second / units;
    means[row + 2] = third / units;
    means[row + 3] = fourth / units;
  }

  /** Of the squares of the distances to a centre of each row. */
  static void squares(float[] x, double[] centres, int rows, int units, double[] means) {
    int row = 0;
    for (; row <= rows - SIDE_BY_SIDE; row += SIDE_BY_SIDE) {
      fourSquares(x, centres, row, units, means);
    }
    for (; row < rows; row++) {
      double sum = 0;
      for (int i = row * units; i < (row + 1) * units; i++) {
        double distance = x[i] - centres[row];
        sum += distance * distance;
      }
      means[row] = sum / units;
    }
  }

  private static void fourSquares(float[] x, double[] centres, int row, int units, double[] means) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    double firstCentre = centres[row];
    double secondCentre = centres[row + 1];
    double thirdCentre = centres[row + 2];
    double fourthCentre = centres[row + 3];
    int end = (row + 1) * units;
    for (int i = row * units; i < end; i++) {
      double a = x[i] - firstCentre;
      first += a * a;
      double b = x[i + units] - secondCentre;
      second += b * b;
      double c = x[i + 2 * units] - thirdCentre;
      third += c * c;
      double d = x[i + 3 * units] - fourthCentre;
      fourth += d * d;
    }
    means[row] = first / units;
    means[row + 1] = second / units;
    means[row + 2] = third / units;
    means[row + 3] = fourth / units;
  }

  /**
   * Of the values of x, and of their products with those of y.
   *
   * @param means receives the first, and their room the second
   */
  static void valuesAndProducts(float[] x, float[] y, int rows, int units, GroupMeans means) {
    int row = 0;
    for (; row <= rows - SIDE_BY_SIDE; row += SIDE_BY_SIDE) {
      fourValuesAndProducts(x, y, row, units, means.ofValues(), means.ofProducts());
    }
    for (; row < rows; row++) {
      double sum = 0;
      double products = 0;
      for (int i = row * units; i < (row + 1) * units; i++) {
        double value = x[i];
        sum += value;
        products += value * y[i];
      }
      means.ofValues()[row] = sum / units;
      means.ofProducts()[row] = products / units;
    }
  }

  private static void fourValuesAndProducts(
      float[] x, float[] y, int row, int units, double[] ofValues, double[] ofProducts) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    double firstProducts = 0;
    double secondProducts = 0;
    double thirdProducts = 0;
    double fourthProducts = 0;
    int end = (row + 1) * units;
    for (int i = row * units; i < end; i++) {
      double a = x[i];
      first += a;
      firstProducts += a * y[i];
      double b = x[i + units];
      second += b;
      secondProducts += b * y[i + units];
      double c = x[i + 2 * units];
      third += c;
      thirdProducts += c * y[i + 2 * units];
      double d = x[i + 3 * units];
      fourth += d;
      fourthProducts += d * y[i + 3 * units];
    }
    ofValues[row] = first / units;
    ofValues[row + 1] = second / units;
    ofValues[row + 2] = third / units;
    ofValues[row + 3] = fourth / units;
    ofProducts[row] = firstProducts / units;
    ofProducts[row + 1] = secondProducts / units;
    ofProducts[row + 2] = thirdProducts / units;
    ofProducts[row + 3] = fourthProducts / units;
  }

  /** Of the products of two arrays. */
  static void products(float[] x, float[] y, int rows, int units, double[] means) {
    int row = 0;
    for (; row <= rows - SIDE_BY_SIDE; row += SIDE_BY_SIDE) {
      fourProducts(x, y, row, units, means);
    }
    for (; row < rows; row++) {
      double sum = 0;
      for (int i = row * units; i < (row + 1) * units; i++) {
        sum += (double) x[i] * y[i];
      }
      means[row] = sum / units;
    }
  }

  private static void fourProducts(float[] x, float[] y, int row, int units, double[] means) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int end = (row + 1) * units;
    for (int i = row * units; i < end; i++) {
      first += (double) x[i] * y[i];
      second += (double) x[i + units] * y[i + units];
      third += (double) x[i + 2 * units] * y[i + 2 * units];
      fourth += (double) x[i + 3 * units] * y[i + 3 * units];
    }
    means[row] = first / units;
    means[row + 1] = second / units;
    means[row + 2] = third / units;
    means[row + 3] = fourth / units;
  }
}
