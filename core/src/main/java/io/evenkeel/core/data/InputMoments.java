package io.evenkeel.core.data;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;

/**
 * Moments of a network's input x; dimensionless except for the unit of the input itself.
 *
 * @param mean E[x]
 * @param square E[x^2], finite and above 0
 * @param cosine E[x x'] / E[x^2] between two rows, from -1 to 1: for independent values mean^2 /
 *     (mean^2 + variance), the cosine between two long rows
 * @param kurtosis E[x^4] / E[x^2]^2, at least 1
 */
public record InputMoments(double mean, double square, double cosine, double kurtosis) {
  /** Those of independent N(0, 1) values. */
  public static final InputMoments STANDARD = ofNormal(1);

  /**
   * @throws SpecException if the mean square is not finite and above 0
   */
  public InputMoments {
    if (!(square > 0 && square < Double.POSITIVE_INFINITY)) {
      throw new SpecException(
          "the input's mean square must be finite and above 0, got " + Numbers.text(square));
    }
  }

  /** The moments of independent normal values of mean 0. */
  public static InputMoments ofNormal(double square) {
    return new InputMoments(0, square, 0, 3);
  }

  /**
   * The moments of independent values.
   *
   * @param mean E[x]
   * @param variance above 0
   * @param fourth E[(x - mean)^4] / variance^2; the law is symmetric about its mean
   */
  static InputMoments ofSymmetric(double mean, double variance, double fourth) {
    double squared = mean * mean;
    double square = squared + variance;
    // Shares of the square, so that no fourth power overflows.
    double m = squared / square;
    double v = variance / square;
    return new InputMoments(mean, square, m, fourth * v * v + 6 * m * v + m * m);
  }
}
