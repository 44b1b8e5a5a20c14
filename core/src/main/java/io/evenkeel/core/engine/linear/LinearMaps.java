package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Cost;
import io.evenkeel.core.linalg.Memory;
import java.util.Optional;

/** A way to carry out the linear maps of weight layers. */
public interface LinearMaps {
  /** Why a layer cannot be carried out so; empty if it can. */
  Optional<String> unsupported(DenseLayout layout);

  /** Whether maps hold their weights, so that training can change them. */
  default boolean keepWeights() {
    return false;
  }

  /** What one run of a layer's map costs, drawing included. */
  Cost cost(DenseLayout layout);

  /** Whether the Gram matrices of batches are asked for however large a batch is. */
  boolean needsGrams();

  /**
   * Makes the map of a layer.
   *
   * @param memory for what the layer keeps
   * @param workspace for what layers use in turn
   */
  LinearMap make(DenseLayout layout, Memory memory, Workspace workspace);
}
