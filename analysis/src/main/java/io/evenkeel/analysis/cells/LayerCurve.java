package io.evenkeel.analysis.cells;

import java.util.List;
import java.util.OptionalInt;

/**
 * What the trials of a cell measure where signals are followed: at each hidden layer of a plain
 * net; at the stem and behind each block of a residual one, where the stream counts as the
 * activations.
 *
 * @param cell what the trials have in common
 * @param layers by place, from 0; {@link Cell#layerOf} names the layer
 */
public record LayerCurve(Cell cell, List<Layer> layers) {
  /**
   * One layer, over the trials in which it is finite.
   *
   * @param log10ActStd decades of the activations' std, where it is above 0
   * @param log10ActRms decades of the activations' rms, where it is above 0
   * @param log10GradRms decades of the gradient's rms at the layer's output, where it is above 0
   * @param cosine between the rows of the batch
   * @param twinDistance 1 - cos between the layer's output and that of the same network in float32;
   *     of no trial in float32
   */
  public record Layer(
      Sample log10ActStd,
      Sample log10ActRms,
      Sample log10GradRms,
      Sample cosine,
      Sample twinDistance) {}

  /** Copies. */
  public LayerCurve {
    layers = List.copyOf(layers);
  }

  /** The first layer at which the mean activation std has changed by more than is allowed. */
  OptionalInt firstFarForward(SignalLimits limits) {
    double start = layers.get(0).log10ActStd().mean();
    double allowed = limits.decadesAllowed(layers.size());
    for (int layer = 0; layer < layers.size(); layer++) {
      if (Math.abs(layers.get(layer).log10ActStd().mean() - start) > allowed) {
        return OptionalInt.of(layer);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * The first layer, going back from the last, at which the mean gradient rms has changed by more
   * than is allowed.
   */
  OptionalInt firstFarBackward(SignalLimits limits) {
    double start = layers.get(layers.size() - 1).log10GradRms().mean();
    double allowed = limits.decadesAllowed(layers.size());
    for (int layer = layers.size() - 1; layer >= 0; layer--) {
      if (Math.abs(layers.get(layer).log10GradRms().mean() - start) > allowed) {
        return OptionalInt.of(layer);
      }
    }
    return OptionalInt.empty();
  }
}
