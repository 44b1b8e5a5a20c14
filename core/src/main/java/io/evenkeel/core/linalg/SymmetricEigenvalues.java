package io.evenkeel.core.linalg;

import java.util.Arrays;

/**
 * The eigenvalues of a symmetric matrix: Householder's reduction to a tridiagonal matrix, then the
 * QL algorithm with implicit shifts (G. H. Golub, C. F. Van Loan, Matrix Computations, 4th edition,
 * sections 8.3.1 and 8.3.3). Each is off by a few roundings of the largest.
 */
public final class SymmetricEigenvalues {
  private static final int MOST_ROTATIONS = 60;

  private SymmetricEigenvalues() {}

  /**
   * All eigenvalues, ascending; all NaN if an entry is NaN or infinite.
   *
   * @param matrix {@code [n][n]}, row-major, of which the lower triangle is read; overwritten
   */
  public static double[] of(double[] matrix, int n) {
    double[] diagonal = new double[n];
    double[] beside = new double[n];
    double largest = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        // Math.max keeps a NaN.
        largest = Math.max(largest, Math.abs(matrix[i * n + j]));
      }
    }
    if (!(largest < Double.POSITIVE_INFINITY)) {
      Arrays.fill(diagonal, Double.NaN);
      return diagonal;
    }
    int exponent = largest == 0 ? 0 : Math.getExponent(largest);
    for (int i = 0; i < n * n; i++) {
      matrix[i] = Math.scalb(matrix[i], -exponent);
    }
    reduce(matrix, n, diagonal, beside);
    diagonalise(diagonal, beside, n);
    Arrays.sort(diagonal);
    for (int i = 0; i < n; i++) {
      diagonal[i] = Math.scalb(diagonal[i], exponent);
    }
    return diagonal;
  }

  /**
   * Reduces the matrix to a tridiagonal one: from the last row up, all entries of a row but the
   * last two are reflected away.
   */
  private static void reduce(double[] a, int n, double[] diagonal, double[] beside) {
    double[] p = new double[n];
    for (int i = n - 1; i > 0; i--) {
      double squares = 0;
      for (int k = 0; k < i; k++) {
        squares += a[i * n + k] * a[i * n + k];
      }
      double last = a[i * n + i - 1];
      double norm = last > 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
      beside[i] = norm;
      diagonal[i] = a[i * n + i];
      double h = squares - last * norm;
      if (h > 0) {
        a[i * n + i - 1] = last - norm;
        reflect(a, n, i, h, p);
      } else {
        beside[i] = last;
      }
    }
    diagonal[0] = a[0];
  }

  /**
   * Replaces the first i rows and columns A by {@code (1 - u u^T / h) A (1 - u u^T / h)}, where u
   * is row i.
   */
  private static void reflect(double[] a, int n, int i, double h, double[] p) {
    // Each p[j] is summed up in the order of k, also where a later row k adds to it.
    for (int j = 0; j < i; j++) {
      double uj = a[i * n + j];
      double sum = 0;
      for (int k = 0; k < j; k++) {
        sum += a[j * n + k] * a[i * n + k];
        p[k] += a[j * n + k] * uj;
      }
      p[j] = sum + a[j * n + j] * uj;
    }
    double along = 0;
    for (int j = 0; j < i; j++) {
      p[j] /= h;
      along += p[j] * a[i * n + j];
    }
    double half = along / (2 * h);
    for (int j = 0; j < i; j++) {
      p[j] -= half * a[i * n + j];
    }
    for (int j = 0; j < i; j++) {
      double u = a[i * n + j];
      for (int k = 0; k <= j; k++) {
        a[j * n + k] -= u * p[k] + p[j] * a[i * n + k];
      }
    }
  }

  /**
   * Finds the eigenvalues of the tridiagonal matrix that has {@code beside[i]} between entries i -
   * 1 and i of the diagonal.
   */
  private static void diagonalise(double[] d, double[] beside, int n) {
    double[] e = new double[n];
    System.arraycopy(beside, 1, e, 0, n - 1);
    for (int first = 0; first < n; first++) {
      int rotations = 0;
      int end = end(d, e, first, n);
      while (end > first) {
        if (++rotations > MOST_ROTATIONS) {
          throw new IllegalStateException("eigenvalues do not converge");
        }
        sweep(d, e, first, end);
        end = end(d, e, first, n);
      }
    }
  }

  /** The end of the block that begins at {@code first}: the block ends at a negligible entry. */
  private static int end(double[] d, double[] e, int first, int n) {
    int end = first;
    while (end < n - 1) {
      double sizes = Math.abs(d[end]) + Math.abs(d[end + 1]);
      if (Math.abs(e[end]) <= Math.ulp(1.0) * sizes) {
        return end;
      }
      end++;
    }
    return end;
  }

  private static void sweep(double[] d, double[] e, int first, int end) {
    double g = (d[first + 1] - d[first]) / (2 * e[first]);
    double r = Math.hypot(g, 1);
    g = d[end] - d[first] + e[first] / (g + Math.copySign(r, g));
    double s = 1;
    double c = 1;
    double p = 0;
    for (int i = end - 1; i >= first; i--) {
      double f = s * e[i];
      double b = c * e[i];
      r = Math.hypot(f, g);
      e[i + 1] = r;
      if (r == 0) {
        d[i + 1] -= p;
        e[end] = 0;
        return;
      }
      s = f / r;
      c = g / r;
      g = d[i + 1] - p;
      r = (d[i] - g) * s + 2 * c * b;
      p = s * r;
      d[i + 1] = g + p;
      g = c * r - b;
    }
    d[first] -= p;
    e[first] = g;
    e[end] = 0;
  }
}
