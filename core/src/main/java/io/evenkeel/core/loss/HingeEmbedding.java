package io.evenkeel.core.loss;

/**
 * Hinge loss of a distance x and a sign t: x if t = 1 (alike), max(0, margin - x) if t = -1.
 *
 * <p>Kink at x = margin for t = -1, where the gradient is -1.
 *
 * @param margin distance beyond which unlike ones cost nothing, finite
 */
record HingeEmbedding(double margin, Reduction reduction) implements PointwiseLoss {
  /**
   * @throws io.evenkeel.core.SpecException if {@code margin} is not finite or the reduction is
   *     {@code batchmean}
   */
  public HingeEmbedding {
    Checks.finite("hinge_embedding", "margin", margin);
    Checks.noBatchMean("hinge_embedding", reduction);
  }

  /** With PyTorch's default margin = 1. */
  public HingeEmbedding(Reduction reduction) {
    this(1, reduction);
  }

  @Override
  public String name() {
    return "hinge_embedding";
  }

  @Override
  public boolean targetHasGradient() {
    return false;
  }

  @Override
  public void checkTarget(Tensor target) {
    Checks.signs(name(), "target", target);
  }

  @Override
  public double value(double x, double t) {
    return t == 1 ? x : Math.max(0, margin - x);
  }

  @Override
  public double byInput(double x, double t) {
    return t == 1 ? 1 : margin - x >= 0 ? -1 : 0;
  }
}
