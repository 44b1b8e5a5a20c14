package io.evenkeel.core.theory.block;

/**
 * W x + b with independent weights of mean 0 and variance sigma_w^2 / fan_in and biases of variance
 * sigma_b^2. The output is normal, whatever the input is.
 *
 * @param sigmaW2 sigma_w^2
 * @param sigmaB2 sigma_b^2
 * @param gradient factor on the gradient's mean square: the weights' variance times fan_out
 * @param units fan_out
 */
record Dense(double sigmaW2, double sigmaB2, double gradient, int units) implements Step {
  /** The number of units of a layer where nothing that depends on it is asked for. */
  private static final int MANY = 1024;

  /** A layer that has as many units as inputs. */
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
