package io.evenkeel.core.linalg;

/**
 * Scalar products of float64 vectors by four sums, which a processor computes side by side; a
 * single sum would wait for each addition. The order of the additions is fixed.
 */
public final class ScalarProduct {
  private ScalarProduct() {}

  /**
   * {@code a . b}; 0 for empty vectors.
   *
   * @param b at least as long as a
   */
  public static double of(double[] a, double[] b) {
    return of(a, 0, b, 0, a.length);
  }

  /**
   * The scalar product of two stretches; 0 if they are empty.
   *
   * @param aFrom index of the first value of a
   * @param bFrom index of the first value of b
   * @param length number of values
   */
  public static double of(double[] a, int aFrom, double[] b, int bFrom, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i <= length - 4; i += 4) {
      s0 += a[aFrom + i] * b[bFrom + i];
      s1 += a[aFrom + i + 1] * b[bFrom + i + 1];
      s2 += a[aFrom + i + 2] * b[bFrom + i + 2];
      s3 += a[aFrom + i + 3] * b[bFrom + i + 3];
    }
    for (; i < length; i++) {
      s0 += a[aFrom + i] * b[bFrom + i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
