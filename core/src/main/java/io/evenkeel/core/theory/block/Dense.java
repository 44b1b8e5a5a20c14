package io.evenkeel.core.theory.block;

/**
 * W x + b with independent weights of mean 0 and variance sigma_w^2 / fan_in and biases of variance
 * sigma_b^2. The output is normal, whatever comes in.
 *
 * @param sigmaW2 sigma_w^2
 * @param sigmaB2 sigma_b^2
 * @param gradient factor on the gradient's mean square: the weights' variance times fan_out
 * @param units fan_out
 */
record Dense(double sigmaW2, double sigmaB2, double gradient, int units) implements Step {
  /** Units of a layer of which nothing is asked that depends on them. */
  private static final int MANY = 1024;

  /** A layer of as many units as inputs. */
  public Dense(double sigmaW2, double sigmaB2) {
    this(sigmaW2, sigmaB2, sigmaW2, MANY);
  }

  /** Standard deviation of a weight. */
  double weightStd() {
    return Math.sqrt(gradient / units);
  }

  @Override
  public Passed pass(Moments in) {
    return new Passed(
        new Moments(
            0, sigmaW2 * in.square() + sigmaB2, sigmaW2 * in.product() + sigmaB2, UnitLaw.NORMAL),
        gradient);
  }
}
