package io.evenkeel.core.loss;

/** Squared error: (x - t)^2. No kinks. */
record Mse(Reduction reduction) implements PointwiseLoss {
  /**
   * @throws io.evenkeel.core.SpecException if the reduction is {@code batchmean}
   */
  public Mse {
    Checks.noBatchMean("mse", reduction);
  }

  @Override
  public String name() {
    return "mse";
  }

  @Override
  public double value(double x, double t) {
    return (x - t) * (x - t);
  }

  @Override
  public double byInput(double x, double t) {
    return 2 * (x - t);
  }

  @Override
  public double byTarget(double x, double t) {
    return 2 * (t - x);
  }
}
