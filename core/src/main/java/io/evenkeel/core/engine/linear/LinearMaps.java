package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Cost;
import io.evenkeel.core.linalg.Memory;
import java.util.Optional;

/** A way to compute the linear maps of weight layers. */
public interface LinearMaps {
  /** Why a layer cannot be computed in this way; empty if it can. */
  Optional<String> unsupported(DenseLayout layout);

  /** Whether maps hold their weights as numbers. */
  default boolean keepWeights() {
    return false;
  }

  /** Why training cannot change the weights of a layer that is supported; empty if it can. */
  default Optional<String> untrainable(DenseLayout layout) {
    return keepWeights() ? Optional.empty() : Optional.of("it keeps no weights");
  }

  /** The cost of one run of a layer's map, draws included. */
  Cost cost(DenseLayout layout);

  /** Whether Gram matrices are needed even for large batches. */
  boolean needsGrams();

  /**
   * The properties that determine the memory of a layer's map, besides the sizes of its layout,
   * whether it has biases, and how its weights change. Layouts that agree in all of these and have
   * equal keys take the same memory.
   */
  default Object memoryKey(DenseLayout layout) {
    return layout;
  }

  /**
   * Makes the map of a layer.
   *
   * @param memory for arrays of this layer alone
   * @param workspace for arrays that layers share
   */
  LinearMap make(DenseLayout layout, Memory memory, Workspace workspace);
}
