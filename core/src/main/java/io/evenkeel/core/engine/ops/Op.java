package io.evenkeel.core.engine.ops;

import io.evenkeel.core.arch.Extent;
import io.evenkeel.core.engine.LayerWeights;
import io.evenkeel.core.engine.linear.Batch;
import java.util.List;

/**
 * Computes one block, forward and backward. An op is made for certain sizes and is used for one
 * network after the other. Without a backward pass the op of a repeated part also computes several
 * places of one network.
 */
abstract class Op {
  private final Extent extent;

  /**
   * @param extent the numbered parts of the block
   */
  Op(Extent extent) {
    this.extent = extent;
  }

  /** The numbered parts in this op's block. */
  final Extent extent() {
    return extent;
  }

  /**
   * Computes the output.
   *
   * @param x the input; changed only by an op that was made without an array for its output
   */
  abstract Batch forward(Batch x, Pass pass, Position position);

  /**
   * Adds the weights of its weight layers, in the order of their numbers.
   *
   * @throws IllegalStateException if they are not held, or one op computes several places
   */
  void addWeights(List<LayerWeights> weights) {}

  /**
   * Carries a gradient back.
   *
   * @param gradient holds the gradient at the output; receives the gradient at the input
   * @param inputWanted whether the gradient at the input is needed
   */
  abstract void backward(GradientPair gradient, Pass pass, Position position, boolean inputWanted);
}
