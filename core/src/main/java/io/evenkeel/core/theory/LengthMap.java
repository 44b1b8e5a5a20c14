package io.evenkeel.core.theory;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activation;
import java.util.List;

/**
 * How one wide layer changes the variance q of the pre-activations: Q(q) = sigma_w^2 E[phi(sqrt(q)
 * z)^2] + sigma_b^2, z ~ N(0, 1).
 *
 * <p>Weights are independent of mean 0 and variance sigma_w^2 / fan_in, biases of mean 0 and
 * variance sigma_b^2. All lengths are variances, dimensionless. B. Poole, S. Lahiri, M. Raghu, J.
 * Sohl-Dickstein, S. Ganguli, NeurIPS 2016, eq. 3.
 *
 * @param kernel the activation's expectations
 * @param sigmaW2 sigma_w^2, finite, at least 0
 * @param sigmaB2 sigma_b^2, finite, at least 0
 */
public record LengthMap(Kernel kernel, double sigmaW2, double sigmaB2) {
  /**
   * @throws SpecException if a variance is negative, infinite or NaN
   */
  public LengthMap {
    checkVariance("sigma_w^2", sigmaW2);
    checkVariance("sigma_b^2", sigmaB2);
  }

  /** The map of {@code activation}. */
  public static LengthMap of(Activation activation, double sigmaW2, double sigmaB2) {
    return new LengthMap(Kernel.of(activation), sigmaW2, sigmaB2);
  }

  static void checkVariance(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new SpecException(
          name + " must be a finite number of at least 0, got " + Numbers.text(value));
    }
  }

  /** Q(q), for q from 0 to Infinity. */
  public double next(double q) {
    return sigmaW2 == 0 ? sigmaB2 : sigmaW2 * kernel.square(q) + sigmaB2;
  }

  /** Q'(q). */
  public double slope(double q) {
    return sigmaW2 * kernel.squareSlope(q);
  }

  /**
   * chi_1 = sigma_w^2 E[phi'(sqrt(q) z)^2]: the factor by which a layer multiplies the mean square
   * of the gradient, going back.
   *
   * <p>At a fixed point, and for a phi without jumps, it is also the slope of the correlation map
   * at c = 1. S. S. Schoenholz, J. Gilmer, S. Ganguli, J. Sohl-Dickstein, ICLR 2017, eq. 6 and 15.
   */
  public double chi1(double q) {
    return sigmaW2 * kernel.slopeSquare(q);
  }

  /** Every fixed point, ascending; if all lengths are fixed, only 0, marked neutral. */
  public List<FixedPoint> fixedPoints() {
    return new FixedPoints(this).all();
  }

  /**
   * The limit of iterating the map from {@code q}: a fixed point, 0, or Infinity; NaN if the
   * lengths never settle.
   */
  public double limit(double q) {
    return new FixedPoints(this).reachedFrom(q);
  }
}
