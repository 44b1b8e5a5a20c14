package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Cost;
import io.evenkeel.core.linalg.Memory;
import java.util.Optional;

/** A way to carry out the linear maps of weight layers. */
public interface LinearMaps {
  /** Why a layer cannot be carried out so; empty if it can. */
  Optional<String> unsupported(DenseLayout layout);

  /** Whether maps hold their weights as numbers. */
  default boolean keepWeights() {
    return false;
  }

  /** Why training cannot change the weights of a layer that is supported; empty if it can. */
  default Optional<String> untrainable(DenseLayout layout) {
    return keepWeights() ? Optional.empty() : Optional.of("it keeps no weights");
  }

  /** What one run of a layer's map costs, drawing included. */
  Cost cost(DenseLayout layout);

  /** Whether the Gram matrices of batches are asked for however large a batch is. */
  boolean needsGrams();

  /**
   * What the memory of a layer's map follows from, beside the sizes of its layout, whether it has
   * biases, and how its weights change: layouts that are alike in all these and have equal answers
   * take the same memory.
   */
  default Object memoryKey(DenseLayout layout) {
    return layout;
  }

  /**
   * Makes the map of a layer.
   *
   * @param memory for what the layer keeps
   * @param workspace for what layers use in turn
   */
  LinearMap make(DenseLayout layout, Memory memory, Workspace workspace);
}
