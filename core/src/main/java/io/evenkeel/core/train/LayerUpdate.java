package io.evenkeel.core.train;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.probe.PreActivationGradient;
import java.util.function.Supplier;

/** Changes the weights of one layer, its biases aside. */
interface LayerUpdate {
  /**
   * Takes the gradient of a backward pass, before the factor of two to the power of its exponent.
   */
  void take(PreActivationGradient event);

  /**
   * Changes the weights by the gradient that was taken.
   *
   * @param step number of the step, from 1
   * @param scale turns the gradient that was taken into the optimiser's
   * @param measuring whether {@link #move} is to know what the step did
   */
  void change(StepSize size, int step, GradientScale scale, boolean measuring);

  /**
   * How far the weights are now from those of a draw.
   *
   * @param layer its number
   * @param updated whether the last step was measured
   * @return the answer, to be asked for when the course has ended: what is said of weights that are
   *     not held depends on a part that is drawn last
   */
  Supplier<WeightMove> move(Draws draws, int layer, boolean updated);
}
