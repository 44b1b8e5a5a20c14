package io.evenkeel.core.linalg;

/**
 * Computes the factor {@code G = C C^T} of a Gram matrix of full rank without changing the order of
 * rows, and inverses of such factors.
 *
 * <p>A pivot that rounding has brought below 1e-14 of its diagonal entry is raised to that value.
 */
public final class Cholesky {
  private static final double LEAST = 1e-14;

  private Cholesky() {}

  /**
   * Replaces a matrix by its factor.
   *
   * @param gram {@code [size][size]}, positive definite, of which the upper triangle is read;
   *     receives C, lower triangular
   */
  public static void factor(double[] gram, int size) {
    // The rows of C^T take the place of the upper triangle, top to bottom.
    for (int k = 0; k < size; k++) {
      double before = gram[k * size + k];
      subtractRows(gram, size, k, k, k, k * size + k, size - k);
      double root = Math.sqrt(Math.max(gram[k * size + k], LEAST * before));
      gram[k * size + k] = root;
      for (int i = k + 1; i < size; i++) {
        gram[k * size + i] /= root;
      }
    }
    for (int i = 0; i < size; i++) {
      for (int j = i + 1; j < size; j++) {
        gram[j * size + i] = gram[i * size + j];
        gram[i * size + j] = 0;
      }
    }
  }

  /**
   * The inverse of a lower triangular matrix.
   *
   * @param lower {@code [size][size]} with a positive diagonal
   * @param inverse receives {@code [size][size]}, lower triangular; another array
   */
  public static void invert(double[] lower, double[] inverse, int size) {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        inverse[i * size + j] = 0;
      }
      double reciprocal = 1 / lower[i * size + i];
      for (int k = 0; k < i; k++) {
        subtract(lower[i * size + k] * reciprocal, inverse, k * size, i * size, k + 1);
      }
      inverse[i * size + i] = reciprocal;
    }
  }

  /**
   * {@code m[to + i] -= sum over row < rows of m[row][column] m[row][first + i]} for i below {@code
   * length}; it takes four rows at once, which halves the time.
   */
  static void subtractRows(
      double[] m, int stride, int rows, int column, int first, int to, int length) {
    int row = 0;
    for (; row <= rows - 4; row += 4) {
      int r0 = row * stride;
      int r1 = r0 + stride;
      int r2 = r1 + stride;
      int r3 = r2 + stride;
      double f0 = m[r0 + column];
      double f1 = m[r1 + column];
      double f2 = m[r2 + column];
      double f3 = m[r3 + column];
      for (int i = 0; i < length; i++) {
        double sum = f0 * m[r0 + first + i] + f1 * m[r1 + first + i];
        m[to + i] -= sum + (f2 * m[r2 + first + i] + f3 * m[r3 + first + i]);
      }
    }
    for (; row < rows; row++) {
      subtract(m[row * stride + column], m, row * stride + first, to, length);
    }
  }

  private static void subtract(double factor, double[] matrix, int from, int to, int length) {
    for (int j = 0; j < length; j++) {
      matrix[to + j] -= factor * matrix[from + j];
    }
  }
}
