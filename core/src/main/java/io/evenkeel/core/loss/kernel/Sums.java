package io.evenkeel.core.loss.kernel;

/**
 * Sums in a fixed order. The quarters of a block are added entry by entry, which is vector code;
 * the remaining entries are added in eight independent chains.
 *
 * <p>Holds scratch space: one thread at a time.
 */
final class Sums {
  private final double[] folded;

  /**
   * @param size the most entries of one block
   */
  Sums(int size) {
    folded = new double[size / 4];
  }

  /** The sum of the first n entries; 0 for none. */
  double of(double[] x, int n) {
    int quarter = n / 4;
    fold(x, quarter, folded);
    double sum = chains(folded, quarter);
    for (int i = 4 * quarter; i < n; i++) {
      sum += x[i];
    }
    return sum;
  }

  /** The sum of the squares of the first n entries; 0 for none. */
  double ofSquares(double[] x, int n) {
    int quarter = n / 4;
    foldSquares(x, quarter, folded);
    double sum = chains(folded, quarter);
    for (int i = 4 * quarter; i < n; i++) {
      sum += x[i] * x[i];
    }
    return sum;
  }

  private static void foldSquares(double[] x, int quarter, double[] folded) {
    for (int i = 0; i < quarter; i++) {
      double a = x[i];
      double b = x[quarter + i];
      double c = x[2 * quarter + i];
      double d = x[3 * quarter + i];
      folded[i] = (a * a + b * b) + (c * c + d * d);
    }
  }

  private static void fold(double[] x, int quarter, double[] folded) {
    for (int i = 0; i < quarter; i++) {
      folded[i] = (x[i] + x[quarter + i]) + (x[2 * quarter + i] + x[3 * quarter + i]);
    }
  }

  private static double chains(double[] x, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int i = 0;
    for (; i + 8 <= n; i += 8) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
      e += x[i + 4];
      f += x[i + 5];
      g += x[i + 6];
      h += x[i + 7];
    }
    for (; i < n; i++) {
      a += x[i];
    }
    return ((a + b) + (c + d)) + ((e + f) + (g + h));
  }
}
