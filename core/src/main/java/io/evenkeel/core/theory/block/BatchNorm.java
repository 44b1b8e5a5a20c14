package io.evenkeel.core.theory.block;

import io.evenkeel.core.theory.Kernel;

/**
 * Each unit less its mean over the rows, divided by sqrt(variance over rows + eps), for a large
 * batch whose pairs of rows have one and the same cosine: rows come out uncorrelated.
 *
 * @param eps added to the variance, at least 0
 */
public record BatchNorm(double eps) implements Step {
  @Override
  public Passed pass(Moments in) {
    double variance = in.square() - in.product();
    double divisor = variance + eps;
    return new Passed(new Moments(0, variance / divisor, 0, in.normal()), 1 / divisor);
  }

  /**
   * The factor on the gradient's mean square of one layer with BatchNorm before an activation of
   * two slopes (identity, relu, leaky_relu), in a batch of B rows; eps is 0. With r = -1 / (B - 1)
   * and f the correlation map E[phi phi] / E[phi^2] at length 1:
   *
   * <p>(B - 2 + f'(r) + f(r)) / ((B - 3) (1 - f(r))).
   *
   * @param batch B, at least 4: below, the expectation is infinite
   */
  public static double homogeneousFactor(Kernel kernel, int batch) {
    if (batch < 4) {
      return Double.POSITIVE_INFINITY;
    }
    double r = -1.0 / (batch - 1);
    double f = kernel.product(1, 1, r) / kernel.square(1);
    double slope = kernel.slopeProduct(1, 1, r) / kernel.square(1);
    return (batch - 2 + slope + f) / ((batch - 3) * (1 - f));
  }
}
