package io.evenkeel.core.theory.block;

/**
 * W x + b with independent weights of mean 0 and variance sigma_w^2 / fan_in and biases of variance
 * sigma_b^2. The output is normal, whatever comes in.
 *
 * @param sigmaW2 sigma_w^2
 * @param sigmaB2 sigma_b^2
 */
public record Dense(double sigmaW2, double sigmaB2) implements Step {
  @Override
  public Passed pass(Moments in) {
    return new Passed(
        new Moments(0, sigmaW2 * in.square() + sigmaB2, sigmaW2 * in.product() + sigmaB2, true),
        sigmaW2);
  }
}
