package io.evenkeel.core.norm;

/**
 * The arithmetic of one group of values of a batch, {@code count} values from {@code first} on, a
 * {@code stride} apart.
 */
record Group(int first, int stride, int count) {
  /** One row. */
  static Group row(int row, int units) {
    return new Group(row * units, 1, units);
  }

  /** One unit, over all rows. */
  static Group unit(int unit, int rows, int units) {
    return new Group(unit, units, rows);
  }

  /** Arithmetic mean. */
  double mean(float[] x) {
    double sum = 0;
    for (int k = 0, i = first; k < count; k++, i += stride) {
      sum += x[i];
    }
    return sum / count;
  }

  /** Mean square of the distances to a centre. */
  double meanSquare(float[] x, double centre) {
    double sum = 0;
    for (int k = 0, i = first; k < count; k++, i += stride) {
      double d = x[i] - centre;
      sum += d * d;
    }
    return sum / count;
  }

  /** Mean of the products of two arrays. */
  double meanProduct(float[] x, float[] y) {
    double sum = 0;
    for (int k = 0, i = first; k < count; k++, i += stride) {
      sum += (double) x[i] * y[i];
    }
    return sum / count;
  }

  /** {@code y = (x - centre) / divisor}. */
  void normalise(float[] x, double centre, double divisor, float[] y) {
    for (int k = 0, i = first; k < count; k++, i += stride) {
      y[i] = (float) ((x[i] - centre) / divisor);
    }
  }

  /** {@code result = (gradient - shift - slope y) / divisor}: both projections taken off. */
  void project(
      float[] gradient, double shift, double slope, float[] y, double divisor, double[] result) {
    for (int k = 0, i = first; k < count; k++, i += stride) {
      result[i] = (gradient[i] - shift - slope * y[i]) / divisor;
    }
  }
}
