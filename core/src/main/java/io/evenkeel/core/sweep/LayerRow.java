package io.evenkeel.core.sweep;

import java.util.Optional;

/**
 * One row of the per-layer table, before it is split into columns.
 *
 * @param trial the layer's trial
 * @param step steps of training that came before, from 0
 * @param layer the layer
 * @param change what training has changed; empty at step 0
 */
public record LayerRow(
    TrialResult trial, int step, LayerResult layer, Optional<LayerChange> change) {
  /** A layer as it was initialised. */
  public LayerRow(TrialResult trial, LayerResult layer) {
    this(trial, 0, layer, Optional.empty());
  }
}
