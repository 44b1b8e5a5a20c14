package io.evenkeel.core.train;

/**
 * The two numbers by which a step's length is set.
 *
 * @param lr learning rate, finite, at least 0
 * @param weightDecay coefficient of the weights in what an optimiser descends on, finite, at least
 *     0; each optimiser says how it uses it
 */
public record StepSize(double lr, double weightDecay) {
  /** With a learning rate that is so many times as large. */
  public StepSize times(double factor) {
    return new StepSize(lr * factor, weightDecay);
  }
}
