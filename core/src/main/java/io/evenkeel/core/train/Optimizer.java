package io.evenkeel.core.train;

import io.evenkeel.core.Spec;

/**
 * A rule that changes weights by their gradient, like the class of {@code torch.optim} that each
 * member names. Each entry is changed by itself.
 *
 * <p>Each member has the rule twice: in float32, rounded where PyTorch rounds tensors of float32,
 * and in float64. A gradient that is NaN or infinite makes the entry NaN or infinite.
 */
public sealed interface Optimizer permits Sgd, Momentum, Adam, RmsProp {
  /** Canonical name and every parameter: {@code momentum(beta=0.9)}. */
  Spec spec();

  /** The number of arrays of the weights' size that are kept between steps; they start at zero. */
  int states();

  /**
   * Whether new weights and states are linear combinations of the old ones and the gradient, the
   * same for all entries.
   */
  default boolean linear() {
    return false;
  }

  /**
   * Whether a step is divided by the size of the gradient, so that its length does not depend on
   * that size.
   */
  boolean adaptive();

  /**
   * Changes some weights, in float32.
   *
   * @param step number of the step, from 1
   * @param weights changed, from index 0
   * @param gradient of the loss, not changed
   * @param states as many arrays as {@link #states} says, changed
   * @param length how many weights
   */
  void step(
      StepSize size, int step, float[] weights, float[] gradient, float[][] states, int length);

  /** Changes some weights, in float64. */
  void step(
      StepSize size, int step, double[] weights, double[] gradient, double[][] states, int length);
}
