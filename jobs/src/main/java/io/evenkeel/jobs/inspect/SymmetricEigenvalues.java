package io.evenkeel.jobs.inspect;

import java.util.Arrays;

/**
 * Eigenvalues of a symmetric matrix, without vectors: Householder's reduction to a tridiagonal
 * matrix, then implicit QL steps (J. H. Wilkinson, C. Reinsch, Linear Algebra, 1971, II/2 and
 * II/4). The error is some roundings of the largest.
 */
final class SymmetricEigenvalues {
  private static final int MOST_STEPS = 60;

  private SymmetricEigenvalues() {}

  /**
   * The eigenvalues, ascending.
   *
   * @param a rows of a symmetric matrix; overwritten
   */
  static double[] of(double[][] a) {
    int n = a.length;
    double[] diagonal = new double[n];
    double[] below = new double[n];
    tridiagonal(a, diagonal, below);
    for (int l = 0; l < n; l++) {
      iterate(l, diagonal, below);
    }
    Arrays.sort(diagonal);
    return diagonal;
  }

  /** Makes row after row, from the last, a multiple of its last neighbour. */
  private static void tridiagonal(double[][] a, double[] diagonal, double[] below) {
    for (int i = a.length - 1; i > 0; i--) {
      double[] v = a[i];
      double norm = 0;
      for (int k = 0; k < i; k++) {
        norm = Math.hypot(norm, v[k]);
      }
      diagonal[i] = v[i];
      if (norm == 0) {
        below[i] = 0;
        continue;
      }
      double head = v[i - 1] > 0 ? -norm : norm;
      below[i] = head;
      v[i - 1] -= head;
      reflect(a, v, i, -head * v[i - 1]);
    }
    diagonal[0] = a[0][0];
  }

  /** A becomes H A H of its first i rows and columns, H = 1 - v v^T / half of |v|^2. */
  private static void reflect(double[][] a, double[] v, int i, double half) {
    double[] p = new double[i];
    for (int j = 0; j < i; j++) {
      double[] row = a[j];
      double sum = 0;
      for (int k = 0; k <= j; k++) {
        sum += row[k] * v[k];
        if (k < j) {
          p[k] += row[k] * v[j];
        }
      }
      p[j] += sum;
    }
    double product = 0;
    for (int j = 0; j < i; j++) {
      p[j] /= half;
      product += p[j] * v[j];
    }
    double share = product / (2 * half);
    for (int j = 0; j < i; j++) {
      p[j] -= share * v[j];
    }
    for (int j = 0; j < i; j++) {
      double[] row = a[j];
      for (int k = 0; k <= j; k++) {
        row[k] -= v[j] * p[k] + p[j] * v[k];
      }
    }
  }

  /** QL steps with shifts until the entry below the l-th diagonal one vanishes. */
  private static void iterate(int l, double[] d, double[] below) {
    int n = d.length;
    for (int step = 0; step < MOST_STEPS; step++) {
      int m = l;
      while (m < n - 1 && Math.abs(below[m + 1]) > Math.ulp(Math.abs(d[m]) + Math.abs(d[m + 1]))) {
        m++;
      }
      if (m == l) {
        return;
      }
      double g = (d[l + 1] - d[l]) / (2 * below[l + 1]);
      double r = Math.hypot(g, 1);
      g = d[m] - d[l] + below[l + 1] / (g + Math.copySign(r, g));
      double s = 1;
      double c = 1;
      double p = 0;
      boolean split = false;
      for (int i = m - 1; i >= l; i--) {
        double f = s * below[i + 1];
        double b = c * below[i + 1];
        r = Math.hypot(f, g);
        if (i + 2 < n) {
          below[i + 2] = r;
        }
        if (r == 0) {
          d[i + 1] -= p;
          if (m + 1 < n) {
            below[m + 1] = 0;
          }
          split = true;
          break;
        }
        s = f / r;
        c = g / r;
        g = d[i + 1] - p;
        r = (d[i] - g) * s + 2 * c * b;
        p = s * r;
        d[i + 1] = g + p;
        g = c * r - b;
      }
      if (!split) {
        d[l] -= p;
        below[l + 1] = g;
        if (m + 1 < n) {
          below[m + 1] = 0;
        }
      }
    }
  }
}
