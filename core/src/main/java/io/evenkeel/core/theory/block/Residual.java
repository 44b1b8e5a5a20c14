package io.evenkeel.core.theory.block;

/**
 * A residual block: skip x + scale f(x). In a wide network a unit's branch f(x)_i is independent of
 * the unit's own stream x_i, so that squares and products add up, with E[x f] = E[x] E[f] as the
 * mixed term; it is 0 for a branch that ends in weights.
 *
 * <p>The gradient is independent of the weights if neither the stream nor the branch has a mean;
 * otherwise it is not covered, as for x + relu(W x).
 *
 * @param skip factor of the stream
 * @param scale factor of the branch
 * @param branch f
 */
record Residual(double skip, double scale, Step branch) implements Step {
  @Override
  public Passed pass(Moments in) {
    Passed inside = branch.pass(in);
    double gradient =
        meanless(in, inside) ? skip * skip + scale * scale * inside.gradient() : Double.NaN;
    return new Passed(sum(in, inside.moments()), gradient);
  }

  private Moments sum(Moments in, Moments inside) {
    Moments added = inside.times(scale);
    Moments kept = in.times(skip);
    double means = 2 * kept.mean() * added.mean();
    return new Moments(
        kept.mean() + added.mean(),
        kept.square() + added.square() + means,
        kept.product() + added.product() + means,
        UnitLaw.sum(kept, added));
  }

  private boolean meanless(Moments in, Passed inside) {
    return in.mean() == 0 && (inside.moments().mean() == 0 || scale == 0);
  }

  @Override
  public Gradient back(Moments in, Gradient out) {
    if (!meanless(in, branch.pass(in))) {
      return Gradient.UNKNOWN;
    }
    Gradient along = out.times(skip * skip, skip * skip);
    return scale == 0
        ? along
        : along.plus(branch.back(in, out.times(scale * scale, scale * scale)));
  }

  /**
   * The branch's square relative to that of the stream to which it is added: branch^2 / (skip x)^2.
   *
   * @param in the stream before
   */
  public double share(Moments in) {
    double added = branch.pass(in).moments().times(scale).square();
    return added / in.times(skip).square();
  }

  /**
   * The branch's share of the squared sum: branch^2 / (skip x + branch)^2, as {@code branch_share}
   * measures it.
   *
   * @param in the stream before
   */
  public double shareOfSum(Moments in) {
    Moments inside = branch.pass(in).moments();
    return inside.times(scale).square() / sum(in, inside).square();
  }

  /**
   * The variance over seeds that a block x + a V phi(W x) of n units adds to ln |x|^2, for a phi of
   * two slopes without bias: with g the branch's square relative to the stream's and K = E[phi^4] /
   * E[phi^2]^2, it is (4 g + (K + 1) g^2) / (n (1 + g)^2) to first order in 1 / n. The expectation
   * of ln |x|^2 is less than ln of the mean square by half of it.
   *
   * @param kurtosis K
   */
  public static double spread(double g, double kurtosis, int n) {
    return (4 * g + (kurtosis + 1) * g * g) / (n * (1 + g) * (1 + g));
  }
}
