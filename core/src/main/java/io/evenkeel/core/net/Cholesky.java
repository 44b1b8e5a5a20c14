package io.evenkeel.core.net;

/**
 * Factor {@code G = C C^T} of a Gram matrix known to be of full rank, row order kept, and inverses
 * of such factors.
 *
 * <p>A remainder that rounding has brought below 1e-14 of its diagonal entry is raised to that.
 */
final class Cholesky {
  private static final double LEAST = 1e-14;

  private Cholesky() {}

  /**
   * Factors in place.
   *
   * @param gram {@code [size][size]}, positive definite, of which the upper triangle is read;
   *     receives C, lower triangular
   */
  static void factor(double[] gram, int size) {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        gram[i * size + j] = gram[j * size + i];
      }
    }
    for (int k = 0; k < size; k++) {
      double diagonal = gram[k * size + k];
      for (int j = 0; j < k; j++) {
        diagonal -= gram[k * size + j] * gram[k * size + j];
      }
      double root = Math.sqrt(Math.max(diagonal, LEAST * gram[k * size + k]));
      gram[k * size + k] = root;
      for (int i = k + 1; i < size; i++) {
        double sum = gram[i * size + k];
        for (int j = 0; j < k; j++) {
          sum -= gram[i * size + j] * gram[k * size + j];
        }
        gram[i * size + k] = sum / root;
      }
    }
    for (int i = 0; i < size; i++) {
      for (int j = i + 1; j < size; j++) {
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
  static void invert(double[] lower, double[] inverse, int size) {
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

  private static void subtract(double factor, double[] matrix, int from, int to, int length) {
    for (int j = 0; j < length; j++) {
      matrix[to + j] -= factor * matrix[from + j];
    }
  }
}
