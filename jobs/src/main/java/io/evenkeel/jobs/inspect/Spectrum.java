package io.evenkeel.jobs.inspect;

import io.evenkeel.core.linalg.ScalarProduct;
import io.evenkeel.core.linalg.SymmetricEigenvalues;
import java.util.Optional;

/**
 * Singular values of a matrix.
 *
 * @param largest the spectral norm
 * @param smallest the smallest of as many as the shorter side has entries; empty if the shorter
 *     side is beyond {@value #MOST}
 */
record Spectrum(double largest, Optional<Double> smallest) {
  /** The longest shorter side for which all singular values are computed. */
  static final int MOST = 1024;

  private static final int STEPS = 300;

  /**
   * A singular value below this share of the largest is rounding, because the squares are computed.
   */
  private static final double RESOLUTION = 1e-7;

  static Spectrum of(WeightMatrix w) {
    int side = Math.min(w.units(), w.inputs());
    if (side > MOST) {
      return new Spectrum(powerIteration(w), Optional.empty());
    }
    double[] squares = SymmetricEigenvalues.of(gram(w, side), side);
    double largest = Math.sqrt(Math.max(0, squares[side - 1]));
    double smallest = Math.sqrt(Math.max(0, squares[0]));
    return new Spectrum(largest, Optional.of(smallest < RESOLUTION * largest ? 0 : smallest));
  }

  /** Largest over smallest; Infinity if the smallest is lost in rounding. */
  Optional<Double> condition() {
    return smallest.map(least -> largest / least);
  }

  /** The lower half of W W^T or W^T W, whichever is smaller. */
  private static double[] gram(WeightMatrix w, int side) {
    boolean rows = w.units() == side;
    int length = rows ? w.inputs() : w.units();
    double[][] x = new double[side][length];
    for (int i = 0; i < side; i++) {
      for (int k = 0; k < length; k++) {
        x[i][k] = rows ? w.at(i, k) : w.at(k, i);
      }
    }
    double[] gram = new double[side * side];
    for (int i = 0; i < side; i++) {
      for (int j = 0; j <= i; j++) {
        gram[i * side + j] = ScalarProduct.of(x[i], x[j]);
      }
    }
    return gram;
  }

  /**
   * |W x| for the direction x to which powers of W^T W converge; at most the norm, and close to it.
   */
  private static double powerIteration(WeightMatrix w) {
    double[] x = new double[w.inputs()];
    for (int i = 0; i < x.length; i++) {
      x[i] = 1 + 0.5 * Math.sin(i + 1.0);
    }
    double norm = 0;
    for (int step = 0; step < STEPS; step++) {
      double length = Math.sqrt(ScalarProduct.of(x, x));
      if (length == 0) {
        return 0;
      }
      double[] y = new double[w.units()];
      double[] next = new double[x.length];
      for (int o = 0; o < y.length; o++) {
        int row = o * w.inputs();
        for (int i = 0; i < x.length; i++) {
          y[o] += w.values()[row + i] * (x[i] / length);
        }
        for (int i = 0; i < x.length; i++) {
          next[i] += w.values()[row + i] * y[o];
        }
      }
      double before = norm;
      norm = Math.sqrt(ScalarProduct.of(y, y));
      x = next;
      if (Math.abs(norm - before) <= 1e-9 * norm) {
        return norm;
      }
    }
    return norm;
  }
}
