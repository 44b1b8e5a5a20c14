package io.evenkeel.core.sweep;

import io.evenkeel.core.loss.LossAtOutput;
import io.evenkeel.core.stats.Scaled;
import java.util.List;
import java.util.Optional;

/**
 * The results of training a trial's network.
 *
 * @param steps one for each forward pass on a training batch, in order from 0
 * @param recorded the steps after which layers were measured, in order, without step 0
 */
public record CourseResult(List<Step> steps, List<Recorded> recorded) {
  /**
   * The network after some steps, evaluated on the batch of the next step.
   *
   * @param step how many steps came before
   * @param loss over the batch
   * @param lossGradientRms rms of the loss's gradient at the output
   * @param weightGradientNorm norm of the gradient of all weights and biases together, before
   *     clipping; empty if the loss was not finite, so that no gradient was computed
   */
  public record Step(
      int step, LossAtOutput loss, Scaled lossGradientRms, Optional<Scaled> weightGradientNorm) {}

  /**
   * The layers after some steps, measured on the batch of step 0.
   *
   * @param step how many steps came before
   * @param layers one per layer
   * @param changes of each layer
   */
  public record Recorded(int step, List<LayerResult> layers, List<LayerChange> changes) {
    /** Copies the lists. */
    public Recorded {
      layers = List.copyOf(layers);
      changes = List.copyOf(changes);
    }
  }

  /** Copies the lists. */
  public CourseResult {
    steps = List.copyOf(steps);
    recorded = List.copyOf(recorded);
  }
}
