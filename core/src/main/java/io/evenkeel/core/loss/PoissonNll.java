package io.evenkeel.core.loss;

/**
 * Negative log likelihood of a Poisson count t: exp(x) - t x for {@code log_input}, else x - t
 * log(x + eps).
 *
 * <p>{@code full} adds Stirling's t log t - t + log(2 pi t) / 2 where t > 1. Kink of {@code full}
 * at t = 1, where the gradient with respect to t leaves the term out. At t = 0 that gradient is the
 * finite one of what remains (PyTorch's own is NaN). Without {@code log_input}, x below -eps gives
 * NaN.
 *
 * @param logInput whether x is the logarithm of the rate
 * @param full whether Stirling's term is added
 * @param eps keeps the logarithm of a rate 0 finite; finite and above 0
 */
record PoissonNll(boolean logInput, boolean full, double eps, Reduction reduction)
    implements PointwiseLoss {
  /**
   * @throws io.evenkeel.core.SpecException if {@code eps} is out of range or the reduction is
   *     {@code batchmean}
   */
  public PoissonNll {
    Checks.parameter(
        eps > 0 && Double.isFinite(eps), "poisson_nll", "eps", eps, "finite and above 0");
    Checks.noBatchMean("poisson_nll", reduction);
  }

  /** With PyTorch's defaults: log_input, not full, eps = 1e-8. */
  public PoissonNll(Reduction reduction) {
    this(true, false, 1e-8, reduction);
  }

  @Override
  public String name() {
    return "poisson_nll";
  }

  @Override
  public double value(double x, double t) {
    double value = logInput ? StrictMath.exp(x) - t * x : x - t * StrictMath.log(x + eps);
    if (full && t > 1) {
      value += t * StrictMath.log(t) - t + 0.5 * StrictMath.log(2 * Math.PI * t);
    }
    return value;
  }

  @Override
  public double byInput(double x, double t) {
    return logInput ? StrictMath.exp(x) - t : 1 - t / (x + eps);
  }

  @Override
  public double byTarget(double x, double t) {
    double slope = logInput ? -x : -StrictMath.log(x + eps);
    return full && t > 1 ? slope + StrictMath.log(t) + 0.5 / t : slope;
  }
}
