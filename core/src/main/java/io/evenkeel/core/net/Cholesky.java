package io.evenkeel.core.net;

/**
 * Factor {@code G = C C^T} of a Gram matrix known to be of full rank, row order kept.
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
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = gram[i * size + j];
        for (int k = 0; k < j; k++) {
          sum -= gram[i * size + k] * gram[j * size + k];
        }
        gram[i * size + j] =
            i == j
                ? Math.sqrt(Math.max(sum, LEAST * gram[i * size + i]))
                : sum / gram[j * size + j];
      }
    }
    for (int i = 0; i < size; i++) {
      for (int j = i + 1; j < size; j++) {
        gram[i * size + j] = 0;
      }
    }
  }
}
