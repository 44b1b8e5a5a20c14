package io.evenkeel.core.theory.block;

/**
 * skip x + scale f(x), with a branch f that ends in weights of its own: E[x f(x)] is 0, squares,
 * products and squared gradients add up.
 *
 * <p>A branch that ends in anything else, as x + relu(W x), correlates with the stream: what it
 * makes of the moments is unknown, for the stream gets a mean (see {@link RectifiedResidual}).
 *
 * @param skip factor of the stream
 * @param scale factor of the branch
 * @param branch f
 */
public record Residual(double skip, double scale, Step branch) implements Step {
  @Override
  public Passed pass(Moments in) {
    Passed inside = branch.pass(in);
    Moments added = inside.moments().times(scale);
    if (!inside.moments().normal()) {
      return new Passed(Moments.UNKNOWN, Double.NaN);
    }
    Moments kept = in.times(skip);
    Moments out =
        new Moments(
            kept.mean(),
            kept.square() + added.square(),
            kept.product() + added.product(),
            in.normal());
    return new Passed(out, skip * skip + scale * scale * inside.gradient());
  }

  /**
   * The branch's part of the squared stream that it is added to: branch^2 / (skip x)^2.
   *
   * @param in the stream before
   */
  public double share(Moments in) {
    double added = branch.pass(in).moments().times(scale).square();
    return added / in.times(skip).square();
  }

  /**
   * The variance over seeds that a block x + a V phi(W x) of n units adds to ln |x|^2, for a phi of
   * two slopes without bias: with g the branch's square over the stream's and K = E[phi^4] /
   * E[phi^2]^2, (4 g + (K + 1) g^2) / (n (1 + g)^2) to first order in 1 / n. The expectation of ln
   * |x|^2 is less than ln of the mean square by half of it.
   *
   * @param kurtosis K
   */
  public static double spread(double g, double kurtosis, int n) {
    return (4 * g + (kurtosis + 1) * g * g) / (n * (1 + g) * (1 + g));
  }
}
