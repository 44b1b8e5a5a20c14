package io.evenkeel.core.loss;

/**
 * Logistic loss of a sign t: log(1 + exp(-t x)). Finite for every finite x (PyTorch's own overflows
 * where -t x > 709). Targets other than 1 and -1 are taken as they are. No kinks.
 */
record SoftMargin(Reduction reduction) implements PointwiseLoss {
  /**
   * @throws io.evenkeel.core.SpecException if the reduction is {@code batchmean}
   */
  public SoftMargin {
    Checks.noBatchMean("soft_margin", reduction);
  }

  @Override
  public String name() {
    return "soft_margin";
  }

  @Override
  public boolean targetHasGradient() {
    return false;
  }

  @Override
  public double value(double x, double t) {
    return Logistic.softplus(-t * x);
  }

  @Override
  public double byInput(double x, double t) {
    return -t * Logistic.sigma(-t * x);
  }
}
