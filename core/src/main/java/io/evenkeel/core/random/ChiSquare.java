package io.evenkeel.core.random;

/**
 * Draws from the chi-square law: the sum of the squares of independent standard normals.
 *
 * <p>G. Marsaglia, W. W. Tsang, "A simple method for generating gamma variables", ACM Trans. Math.
 * Softw. 26(3), 2000, for half the degrees of freedom; a few squares are added up one by one.
 */
public final class ChiSquare {
  /** Up to this many squares are drawn one by one. */
  private static final int FEW = 16;

  /** Draws of different kinds must not share a group of this many indices. */
  private static final int GROUP = 32;

  private ChiSquare() {}

  /**
   * One draw.
   *
   * @param stream used from index 0 on
   * @param degrees how many squares, a whole number of at least 0; with 0 the sum is 0
   */
  public static double draw(RandomStream stream, double degrees) {
    return degrees <= FEW ? sum(stream, (int) degrees) : 2 * gamma(stream, degrees / 2);
  }

  private static double sum(RandomStream stream, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double normal = stream.normal(i);
      sum += normal * normal;
    }
    return sum;
  }

  private static double gamma(RandomStream stream, double shape) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    for (long attempt = 0; ; attempt++) {
      double x = stream.normal(2 * GROUP * attempt);
      double root = 1 + c * x;
      if (root <= 0) {
        continue;
      }
      double v = root * root * root;
      double u = stream.uniform(2 * GROUP * attempt + GROUP);
      if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
