package io.evenkeel.core.loss;

/**
 * Absolute error: |x - t|.
 *
 * <p>Kink at x = t, where the gradient is 0. As in PyTorch the gradient is 0 where x - t is NaN;
 * the value is NaN there.
 */
record L1(Reduction reduction) implements PointwiseLoss {
  /**
   * @throws io.evenkeel.core.SpecException if the reduction is {@code batchmean}
   */
  public L1 {
    Checks.noBatchMean("l1", reduction);
  }

  @Override
  public String name() {
    return "l1";
  }

  @Override
  public double value(double x, double t) {
    return Math.abs(x - t);
  }

  @Override
  public double byInput(double x, double t) {
    double d = x - t;
    return d > 0 ? 1 : d < 0 ? -1 : 0;
  }

  @Override
  public double byTarget(double x, double t) {
    return -byInput(x, t);
  }
}
