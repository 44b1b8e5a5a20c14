package io.evenkeel.analysis.cells;

import java.io.Serializable;

/**
 * Count, mean and standard deviation of several quantities, added value by value (B. P. Welford,
 * Technometrics 4(3), 1962) and merged (Chan, Golub &amp; LeVeque, 1983, eq. 2.1). Equal values
 * have a spread of exactly 0.
 */
final class Moments implements Serializable {
  private static final long serialVersionUID = 1;

  private final long[] count;
  private final double[] mean;
  private final double[] squares;

  /**
   * @param quantities how many
   */
  Moments(int quantities) {
    count = new long[quantities];
    mean = new double[quantities];
    squares = new double[quantities];
  }

  /** Adds a value of a quantity; NaN is none. */
  void add(int quantity, double x) {
    if (Double.isNaN(x)) {
      return;
    }
    count[quantity]++;
    double off = x - mean[quantity];
    mean[quantity] += off / count[quantity];
    squares[quantity] += off * (x - mean[quantity]);
  }

  /** Adds all that another one of as many quantities has. */
  void add(Moments other) {
    for (int i = 0; i < count.length; i++) {
      if (count[i] == 0) {
        count[i] = other.count[i];
        mean[i] = other.mean[i];
        squares[i] = other.squares[i];
      } else if (other.count[i] > 0) {
        double all = count[i] + other.count[i];
        double apart = other.mean[i] - mean[i];
        mean[i] += apart * (other.count[i] / all);
        squares[i] += other.squares[i] + apart * apart * (count[i] * (other.count[i] / all));
        count[i] += other.count[i];
      }
    }
  }

  /** The sample of a quantity. */
  Sample sample(int quantity) {
    long n = count[quantity];
    return new Sample(
        n,
        n == 0 ? Double.NaN : mean[quantity],
        n < 2 ? Double.NaN : Math.sqrt(squares[quantity] / (n - 1)));
  }
}
