package io.evenkeel.core.loss;

/**
 * Absolute error with a quadratic bottom: with d = x - t, d^2 / (2 beta) if |d| < beta, else |d| -
 * beta / 2.
 *
 * <p>No kinks, except for beta = 0, which is {@link L1}: at x = t the gradient is 0 (PyTorch's own
 * is -1 for both arguments there, an accident of its arithmetic).
 *
 * @param beta where it turns linear, finite and at least 0
 */
record SmoothL1(double beta, Reduction reduction) implements PointwiseLoss {
  /**
   * @throws io.evenkeel.core.SpecException if {@code beta} is out of range or the reduction is
   *     {@code batchmean}
   */
  public SmoothL1 {
    Checks.parameter(
        beta >= 0 && Double.isFinite(beta), "smooth_l1", "beta", beta, "finite and at least 0");
    Checks.noBatchMean("smooth_l1", reduction);
  }

  /** With PyTorch's default beta = 1. */
  public SmoothL1(Reduction reduction) {
    this(1, reduction);
  }

  @Override
  public String name() {
    return "smooth_l1";
  }

  @Override
  public double value(double x, double t) {
    double d = Math.abs(x - t);
    return d < beta ? 0.5 * d * (d / beta) : d - 0.5 * beta;
  }

  @Override
  public double byInput(double x, double t) {
    double d = x - t;
    if (d == 0) {
      return 0;
    }
    return d >= beta ? 1 : d <= -beta ? -1 : d / beta;
  }

  @Override
  public double byTarget(double x, double t) {
    return -byInput(x, t);
  }
}
