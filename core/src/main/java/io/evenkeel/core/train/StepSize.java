package io.evenkeel.core.train;

/**
 * The two numbers that determine the length of a step.
 *
 * @param lr learning rate, finite, at least 0
 * @param weightDecay weight decay, finite, at least 0; each optimiser says how it uses it
 */
public record StepSize(double lr, double weightDecay) {
  /** The step size with its learning rate multiplied by a factor. */
  public StepSize times(double factor) {
    return new StepSize(lr * factor, weightDecay);
  }
}
