package io.evenkeel.core.theory.block;

/**
 * Each row less its mean over units, divided by sqrt(variance + eps). The two projections of its
 * backward pass are of order 1 / units.
 *
 * @param eps added to the variance, at least 0
 */
record LayerNorm(double eps) implements Step {
  @Override
  public Passed pass(Moments in) {
    double variance = in.variance();
    double divisor = variance + eps;
    double product = in.product() - in.mean() * in.mean();
    return new Passed(
        new Moments(0, variance / divisor, product / divisor, law(in, Math.sqrt(divisor))),
        1 / divisor);
  }

  private static UnitLaw law(Moments in, double root) {
    return in.law().scaled(1 / root, -in.mean() / root);
  }
}
