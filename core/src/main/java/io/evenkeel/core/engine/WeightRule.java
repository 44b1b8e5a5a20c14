package io.evenkeel.core.engine;

/**
 * A rule that changes some weights by their gradient, entry by entry, in an engine's own way of
 * computing.
 */
@FunctionalInterface
public interface WeightRule {
  /**
   * Changes weights and states.
   *
   * @param lr learning rate
   * @param weightDecay coefficient of the weights in what the rule descends on
   * @param step number of the step, from 1
   * @param weights changed, from index 0
   * @param gradient of the loss, not changed
   * @param states what the rule keeps of earlier steps, zero before the first; changed
   * @param length how many weights
   */
  void step(
      double lr,
      double weightDecay,
      int step,
      float[] weights,
      float[] gradient,
      float[][] states,
      int length);
}
