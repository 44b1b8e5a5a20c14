package io.evenkeel.core.theory;

/**
 * Mean and variance of ln of a sum of squares of standard normals, the sum divided by its mean.
 *
 * @param mean in nats, below 0
 * @param variance in nats squared
 */
record LogChiSquare(double mean, double variance) {
  /**
   * Numbers of active units with a probability below this, relative to the likeliest, are ignored.
   */
  private static final double RARE = 1e-25;

  /** The sum of n squares: psi(n / 2) - ln(n / 2) and psi'(n / 2). */
  static LogChiSquare all(int n) {
    double half = n / 2.0;
    return new LogChiSquare(
        Polygamma.digamma(half) - StrictMath.log(half), Polygamma.trigamma(half));
  }

  /**
   * The sum of n squares of which each counts with probability 1/2, given that at least one does.
   */
  static LogChiSquare half(int n) {
    int mode = Math.max(1, n / 2);
    double weight = 0;
    double sum = 0;
    double likelihood = 1;
    for (int k = mode; k <= n && likelihood > RARE; k++) {
      weight += likelihood;
      sum += likelihood * Polygamma.digamma(k / 2.0);
      likelihood *= (double) (n - k) / (k + 1);
    }
    likelihood = 1;
    for (int k = mode; k > 1 && likelihood > RARE; k--) {
      likelihood *= (double) k / (n - k + 1);
      weight += likelihood;
      sum += likelihood * Polygamma.digamma((k - 1) / 2.0);
    }
    double mean = sum / weight;
    double squares = 0;
    likelihood = 1;
    for (int k = mode; k <= n && likelihood > RARE; k++) {
      squares += likelihood * square(k, mean);
      likelihood *= (double) (n - k) / (k + 1);
    }
    likelihood = 1;
    for (int k = mode; k > 1 && likelihood > RARE; k--) {
      likelihood *= (double) k / (n - k + 1);
      squares += likelihood * square(k - 1, mean);
    }
    return new LogChiSquare(mean + StrictMath.log(4.0 / n), squares / weight);
  }

  /**
   * The law of a factor of a product: if A = B C with B and C independent, {@code A.over(C)} is the
   * law of ln B.
   */
  LogChiSquare over(LogChiSquare other) {
    return new LogChiSquare(mean - other.mean, Math.max(0, variance - other.variance));
  }

  /**
   * The law with mean and variance times the same factor: a spread of another size, to first order.
   */
  LogChiSquare scaled(double factor) {
    return new LogChiSquare(mean * factor, variance * factor);
  }

  /** E[(ln(chi_k^2 / 2) - mean)^2]. */
  private static double square(int k, double mean) {
    double difference = Polygamma.digamma(k / 2.0) - mean;
    return Polygamma.trigamma(k / 2.0) + difference * difference;
  }
}
