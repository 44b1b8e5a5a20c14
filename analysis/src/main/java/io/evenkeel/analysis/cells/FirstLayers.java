package io.evenkeel.analysis.cells;

import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalInt;

/** Counts the layers at which trials of a cell meet something first. */
final class FirstLayers implements Serializable {
  private static final long serialVersionUID = 1;

  private int first = Integer.MAX_VALUE;
  private int last = Integer.MIN_VALUE;
  private final Quantiles layers = new Quantiles();

  /**
   * @param layer empty for a trial that does not meet it
   */
  void add(OptionalInt layer) {
    layer.ifPresent(
        at -> {
          first = Math.min(first, at);
          last = Math.max(last, at);
          layers.add(at);
        });
  }

  void add(FirstLayers other) {
    first = Math.min(first, other.first);
    last = Math.max(last, other.last);
    layers.add(other.layers);
  }

  void settle() {
    layers.settle();
  }

  /** The range of these layers; empty if no trial meets it. */
  Optional<LayerRange> range() {
    return layers.band().map(band -> new LayerRange(first, band.median(), last));
  }
}
