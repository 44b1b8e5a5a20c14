package io.evenkeel.core.theory.block;

/**
 * Residual blocks x + relu(W x), whose stream gets a mean. With q = sigma_w^2 p the
 * pre-activations' variance,
 *
 * <p>p' = p + 2 m sqrt(q / 2 pi) + q / 2 and m' = m + sqrt(q / 2 pi).
 *
 * <p>The gradient is not independent of the weights here and is therefore not predicted.
 *
 * @param mean m = E[x]
 * @param square p = E[x^2]
 */
record RectifiedResidual(double mean, double square) {
  /** The moments after one more block. */
  public RectifiedResidual next(double sigmaW2) {
    double q = sigmaW2 * square;
    double half = Math.sqrt(q / (2 * Math.PI));
    return new RectifiedResidual(mean + half, square + 2 * mean * half + q / 2);
  }
}
