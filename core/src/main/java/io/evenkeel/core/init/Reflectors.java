package io.evenkeel.core.init;

import io.evenkeel.core.random.RandomStream;

/**
 * The Householder reflectors {@code H = I - tau v v^T} of a Gaussian matrix's QR factorisation,
 * drawn without computing the factorisation.
 *
 * <p>Vector k begins at the diagonal. For a Gaussian vector x with first entry alpha, {@code beta =
 * -sign(alpha) ||x||} is the diagonal of R, {@code tau = (beta - alpha) / beta}, and v is 1 on the
 * diagonal and {@code x / (alpha - beta)} behind it.
 */
final class Reflectors {
  private final float[] signs;
  private final double[] inverseTaus;

  Reflectors(int vectors) {
    signs = new float[vectors];
    inverseTaus = new double[vectors];
  }

  /** Bytes that the reflectors hold and that drawing takes temporarily. */
  static long bytes(int vectors) {
    return (2L * Float.BYTES + 2L * Double.BYTES) * vectors;
  }

  /** Signs of R's diagonal. */
  float[] signs() {
    return signs;
  }

  /** 1 / tau. */
  double[] inverseTaus() {
    return inverseTaus;
  }

  /**
   * Writes v to the right of the diagonal into the rows of {@code a}; entries before it stay as
   * they are.
   *
   * @param a {@code [rows][columns]}, rows at most columns
   */
  void drawInRows(RandomStream stream, float[] a, int rows, int columns) {
    for (int k = 0; k < rows; k++) {
      int diagonal = k * columns + k;
      int end = (k + 1) * columns;
      stream.fillNormal(diagonal, a, diagonal, end - diagonal);
      double behind = 0;
      for (int i = diagonal + 1; i < end; i++) {
        behind += (double) a[i] * a[i];
      }
      float scale = set(k, a[diagonal], behind);
      for (int i = diagonal + 1; i < end; i++) {
        a[i] *= scale;
      }
    }
  }

  /**
   * Writes v below the diagonal into the columns of {@code a}; entries above it stay as they are.
   *
   * @param a {@code [rows][columns]}, columns at most rows; walked through by rows
   */
  void drawInColumns(RandomStream stream, float[] a, int rows, int columns) {
    double[] behind = new double[columns];
    for (int row = 0; row < rows; row++) {
      int first = row * columns;
      int before = Math.min(row, columns);
      stream.fillNormal(first, a, first, Math.min(row + 1, columns));
      for (int k = 0; k < before; k++) {
        behind[k] += (double) a[first + k] * a[first + k];
      }
    }
    float[] scale = new float[columns];
    for (int k = 0; k < columns; k++) {
      scale[k] = set(k, a[k * columns + k], behind[k]);
    }
    for (int row = 1; row < rows; row++) {
      int first = row * columns;
      int before = Math.min(row, columns);
      for (int k = 0; k < before; k++) {
        a[first + k] *= scale[k];
      }
    }
  }

  /**
   * Sets sign and 1 / tau of vector k.
   *
   * @param behind sum of the squares after alpha
   * @return the factor by which the entries after alpha have to be multiplied
   */
  private float set(int k, float alpha, double behind) {
    // A vector of zeros alone, which chance all but excludes, may be reflected like any other.
    double first = alpha == 0 && behind == 0 ? 1 : alpha;
    double beta = -Math.copySign(Math.sqrt(first * first + behind), first);
    signs[k] = (float) Math.signum(beta);
    inverseTaus[k] = beta / (beta - first);
    return (float) (1 / (first - beta));
  }
}
