package io.evenkeel.core.sweep;

import java.util.Optional;

/**
 * One row of the per-layer table, before it is split into columns.
 *
 * @param trial the layer's trial
 * @param step number of training steps before the measurement, from 0
 * @param layer the layer
 * @param change how far training has changed the layer; empty at step 0
 */
public record LayerRow(
    TrialResult trial, int step, LayerResult layer, Optional<LayerChange> change) {
  /** The row of a layer as it was initialised. */
  public LayerRow(TrialResult trial, LayerResult layer) {
    this(trial, 0, layer, Optional.empty());
  }
}
