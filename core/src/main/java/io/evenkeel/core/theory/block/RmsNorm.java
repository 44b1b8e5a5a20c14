package io.evenkeel.core.theory.block;

/**
 * Each row divided by sqrt(mean square + eps).
 *
 * @param eps added to the mean square, at least 0
 */
record RmsNorm(double eps) implements Step {
  @Override
  public Passed pass(Moments in) {
    double divisor = in.square() + eps;
    return new Passed(in.times(1 / Math.sqrt(divisor)), 1 / divisor);
  }
}
