package io.evenkeel.core.loss;

/**
 * Huber's loss: with d = x - t, d^2 / 2 if |d| <= delta, else delta (|d| - delta / 2). No kinks.
 *
 * @param delta where it turns linear, finite and above 0
 */
record Huber(double delta, Reduction reduction) implements PointwiseLoss {
  /**
   * @throws io.evenkeel.core.SpecException if {@code delta} is out of range or the reduction is
   *     {@code batchmean}
   */
  public Huber {
    Checks.parameter(
        delta > 0 && Double.isFinite(delta), "huber", "delta", delta, "finite and above 0");
    Checks.noBatchMean("huber", reduction);
  }

  /** With PyTorch's default delta = 1. */
  public Huber(Reduction reduction) {
    this(1, reduction);
  }

  @Override
  public String name() {
    return "huber";
  }

  @Override
  public double value(double x, double t) {
    double d = Math.abs(x - t);
    return d <= delta ? 0.5 * d * d : delta * (d - 0.5 * delta);
  }

  @Override
  public double byInput(double x, double t) {
    return Math.max(-delta, Math.min(delta, x - t));
  }

  @Override
  public double byTarget(double x, double t) {
    return -byInput(x, t);
  }
}
