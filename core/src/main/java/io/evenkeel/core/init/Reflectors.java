package io.evenkeel.core.init;

/**
 * Turns Gaussian vectors into the Householder reflectors that LAPACK's {@code slarfg} would make of
 * them.
 *
 * <p>Vector k reaches from the diagonal on; what stands before it is not looked at. For a vector x
 * with first entry alpha, {@code beta = -sign(alpha) ||x||} is the diagonal of R, {@code tau =
 * (beta - alpha) / beta}, and {@code v = x / (alpha - beta)} behind its first entry.
 */
final class Reflectors {
  private Reflectors() {}

  /**
   * Vectors in the rows of {@code a}.
   *
   * @param a {@code [rows][columns]}, rows at most columns
   * @param tau receives {@code [rows]}
   * @param sign receives the signs of R's diagonal
   */
  static void inRows(float[] a, int rows, int columns, float[] tau, float[] sign) {
    for (int k = 0; k < rows; k++) {
      int diagonal = k * columns + k;
      int end = (k + 1) * columns;
      double behind = 0;
      for (int i = diagonal + 1; i < end; i++) {
        behind += (double) a[i] * a[i];
      }
      float scale = reflector(a[diagonal], behind, k, tau, sign);
      for (int i = diagonal + 1; i < end; i++) {
        a[i] *= scale;
      }
    }
  }

  /**
   * Vectors in the columns of {@code a}, which is walked through by rows.
   *
   * @param a {@code [rows][columns]}, columns at most rows
   * @param tau receives {@code [columns]}
   * @param sign receives the signs of R's diagonal
   */
  static void inColumns(float[] a, int rows, int columns, float[] tau, float[] sign) {
    double[] behind = new double[columns];
    for (int row = 1; row < rows; row++) {
      int first = row * columns;
      for (int k = 0; k < Math.min(row, columns); k++) {
        behind[k] += (double) a[first + k] * a[first + k];
      }
    }
    float[] scale = new float[columns];
    for (int k = 0; k < columns; k++) {
      scale[k] = reflector(a[k * columns + k], behind[k], k, tau, sign);
    }
    for (int row = 1; row < rows; row++) {
      int first = row * columns;
      for (int k = 0; k < Math.min(row, columns); k++) {
        a[first + k] *= scale[k];
      }
    }
  }

  /**
   * Sets tau and sign of vector k.
   *
   * @param behind sum of the squares behind alpha; 0 leaves the space as it is, without reflection
   * @return what the entries behind alpha are to be multiplied by
   */
  private static float reflector(float alpha, double behind, int k, float[] tau, float[] sign) {
    if (behind == 0) {
      tau[k] = 0;
      sign[k] = Math.copySign(1f, alpha);
      return 0;
    }
    double beta = -Math.copySign(Math.sqrt((double) alpha * alpha + behind), alpha);
    tau[k] = (float) ((beta - alpha) / beta);
    sign[k] = (float) Math.signum(beta);
    return (float) (1 / (alpha - beta));
  }
}
