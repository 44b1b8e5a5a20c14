package io.evenkeel.core.theory.block;

/**
 * Each row less its mean over units, divided by sqrt(variance + eps). The two projections of its
 * backward pass are of order 1 / units.
 *
 * @param eps added to the variance, at least 0
 */
public record LayerNorm(double eps) implements Step {
  @Override
  public Passed pass(Moments in) {
    double variance = in.variance();
    double divisor = variance + eps;
    double product = in.product() - in.mean() * in.mean();
    return new Passed(
        new Moments(0, variance / divisor, product / divisor, in.normal()), 1 / divisor);
  }
}
