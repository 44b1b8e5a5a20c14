package io.evenkeel.core.train;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.probe.PreActivationGradient;
import java.util.function.Supplier;

/** Changes the weights of one layer, without its biases. */
interface LayerUpdate {
  /**
   * Takes the gradient of a backward pass, without its factor of two to the power of its exponent.
   */
  void take(PreActivationGradient event);

  /**
   * Changes the weights by the gradient that was taken.
   *
   * @param step number of the step, from 1
   * @param scale turns the gradient that was taken into that of the optimiser
   * @param measuring whether {@link #move} has to report the change by this step
   */
  void change(StepSize size, int step, GradientScale scale, boolean measuring);

  /**
   * The distance of the present weights from those of a draw.
   *
   * @param layer its number
   * @param updated whether the last step was measured
   * @return gives the distance, and must be called only after the last step: for weights that are
   *     not held it draws their unknown part
   */
  Supplier<WeightMove> move(Draws draws, int layer, boolean updated);
}
