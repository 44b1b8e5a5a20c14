package io.evenkeel.core.theory.block;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Identity;
import io.evenkeel.core.theory.Kernel;

/**
 * Each unit less its mean over the B rows, divided by sqrt(variance over rows + eps), and phi of
 * it. All pairs of rows have the same cosine.
 *
 * <p>The rows of a unit are normal, so the output of the norm is {@code sqrt(B - 1)} times a point
 * that is uniform on a sphere of B - 1 dimensions ({@link SphereLaw}): mean square 1, product of
 * two rows r = -1 / (B - 1). Backward, {@code (d - mean(d) - y mean(d y)) / sigma} for d = phi'(y)
 * g, and E[1 / sigma^2] is {@code B / (B - 3)} over the variance, Infinity below B = 4. An
 * activation that does not follow immediately gets a normal signal.
 *
 * @param eps added to the variance, at least 0
 * @param batch B, at least 2
 * @param activation phi; the identity where no activation follows
 */
record BatchNorm(double eps, int batch, Activation activation) implements Step {
  /** A norm without an activation after it. */
  public BatchNorm(double eps, int batch) {
    this(eps, batch, new Identity());
  }

  private double r() {
    return -1.0 / (batch - 1);
  }

  private boolean linear() {
    return activation instanceof Identity;
  }

  /** The expectation of the biased estimate of the variance over rows. */
  private double spread(Moments in) {
    return (in.square() - in.product()) * (batch - 1) / batch;
  }

  @Override
  public Passed pass(Moments in) {
    if (!in.normal() || Double.isNaN(in.product())) {
      return new Passed(Moments.UNKNOWN, Double.NaN);
    }
    double spread = spread(in);
    double kept = spread / (spread + eps);
    SphereLaw law = SphereLaw.of(activation, batch, kept);
    UnitLaw after = linear() ? UnitLaw.NORMAL : UnitLaw.UNKNOWN;
    Moments out = new Moments(linear() ? 0 : law.mean(), law.square(), law.product(), after);
    return new Passed(out, back(in, Gradient.independent(1)).square());
  }

  @Override
  public Gradient back(Moments in, Gradient out) {
    if (!in.normal() || Double.isNaN(in.product())) {
      return Gradient.UNKNOWN;
    }
    if (batch < 4) {
      return new Gradient(Double.POSITIVE_INFINITY, Double.NaN);
    }
    double spread = spread(in);
    double kept = spread / (spread + eps);
    SphereLaw law = SphereLaw.of(activation, batch, kept);
    double pairs = batch - 1.0;
    double square = out.square() * law.slopeSquare();
    double sums = square + pairs * out.product() * law.slopeProduct();
    double along = out.square() * law.turnedSquare() + pairs * out.product() * law.turnedProduct();
    double projected = square - (sums + kept * along) / batch;
    double inverse = (batch - 1.0) / (batch - 3.0) / (spread + eps);
    double atInput = inverse * projected;
    return new Gradient(atInput, r() * atInput);
  }

  /**
   * The factor on the gradient's mean square of one layer with BatchNorm before an activation of
   * two slopes (identity, relu, leaky_relu), in a batch of B rows; eps is 0. With r = -1 / (B - 1)
   * and f the correlation map E[phi phi] / E[phi^2] at length 1:
   *
   * <p>(B - 2 + f'(r) + f(r)) / ((B - 3) (1 - f(r))).
   *
   * @param batch B, at least 4; for fewer rows the expectation is infinite
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
