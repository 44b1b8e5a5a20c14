package io.evenkeel.core.sweep;

import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.loss.LossAtOutput;
import io.evenkeel.core.precision.LossScaleWindow;
import io.evenkeel.core.stats.Scaled;
import java.util.List;
import java.util.Optional;

/**
 * Everything known about one trial after it ran (or was refused).
 *
 * @param trial what was asked
 * @param status how it ended
 * @param reason why it is invalid or failed, on one line; empty otherwise
 * @param loss statistics over the batch; empty if nothing was computed
 * @param lossGradientRms rms of the loss's gradient at the output; empty if nothing was computed
 * @param layers one per layer; empty list if nothing was computed
 */
public record TrialResult(
    Trial trial,
    TrialStatus status,
    Optional<String> reason,
    Optional<LossAtOutput> loss,
    Optional<Scaled> lossGradientRms,
    List<LayerResult> layers) {

  /** Copies {@code layers}. */
  public TrialResult {
    layers = List.copyOf(layers);
  }

  /** A trial that was not computed. */
  public static TrialResult notComputed(Trial trial, TrialStatus status, String reason) {
    return new TrialResult(
        trial, status, Optional.of(reason), Optional.empty(), Optional.empty(), List.of());
  }

  /**
   * First layer whose activations (or pre-activations) hold a NaN or an infinity; empty if none.
   */
  public Optional<Integer> firstNonFiniteLayer() {
    return layers.stream()
        .filter(LayerResult::forwardNonFinite)
        .map(LayerResult::layer)
        .findFirst();
  }

  /** Last layer (the first met going backward) whose gradient holds a NaN or an infinity. */
  public Optional<Integer> lastNonFiniteGradientLayer() {
    return layers.stream()
        .filter(LayerResult::gradientNonFinite)
        .map(LayerResult::layer)
        .reduce((first, second) -> second);
  }

  /**
   * The loss scales with which a format holds the gradients of all layers; empty without gradients
   * other than zero, or with one that is NaN or infinite.
   */
  public Optional<LossScaleWindow> lossScales(FloatFormat format) {
    if (layers.stream().anyMatch(LayerResult::gradientNonFinite)) {
      return Optional.empty();
    }
    return layers.stream()
        .flatMap(layer -> layer.gradient().stream())
        .flatMap(g -> LossScaleWindow.of(format, g.exponents(), g.max()).stream())
        .reduce(LossScaleWindow::and);
  }
}
