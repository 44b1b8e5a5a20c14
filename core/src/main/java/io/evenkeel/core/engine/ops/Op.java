package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Extent;
import io.evenkeel.core.engine.LayerWeights;
import io.evenkeel.core.engine.linear.Batch;
import java.util.List;

/**
 * Carries out one block, forward and backward. Made for sizes, it serves one network after the
 * other; a part that is computed forward only serves several places of one network, too.
 */
abstract class Op {
  private final Extent extent;

  /**
   * @param extent the numbered parts of the block
   */
  Op(Extent extent) {
    this.extent = extent;
  }

  /** The numbered parts that come with this op. */
  final Extent extent() {
    return extent;
  }

  /**
   * Computes the output.
   *
   * @param x what comes in, not changed unless the op was made so
   */
  abstract Batch forward(Batch x, Pass pass, Position position);

  /**
   * Adds the weights of its weight layers, in the order of their numbers.
   *
   * @throws IllegalStateException if they are not held, or serve several places
   */
  void addWeights(List<LayerWeights> weights) {}

  /**
   * Carries a gradient back.
   *
   * @param gradient holds the gradient at the output; receives that at the input
   * @param inputWanted whether the gradient at the input is asked for
   */
  abstract void backward(GradientPair gradient, Pass pass, Position position, boolean inputWanted);
}
