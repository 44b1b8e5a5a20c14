package io.evenkeel.core.net;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.law.WeightLaw;

/** Where a propagation gets one network from, a layer at a time. */
public interface Network {
  /**
   * Writes the weights of one layer; asked of explicit layers only.
   *
   * @param layer from 0
   * @param weights receives {@code [fanOut][fanIn]}, row-major, from index 0
   */
  void weights(int layer, int fanOut, int fanIn, float[] weights);

  /**
   * Writes a stretch of what {@link #weights} would write, if the weights can be drawn so; asked of
   * explicit layers only.
   *
   * @param from index of the first, in the row-major matrix
   * @param target receives {@code length} weights, from the index {@code at} on
   * @return whether they can; if not, nothing is written
   */
  default boolean weights(
      int layer, int fanOut, int fanIn, int from, float[] target, int at, int length) {
    return false;
  }

  /**
   * The law of one layer's weights; asked of matrix-free layers only.
   *
   * @throws IllegalStateException if the weights have none that a matrix-free layer knows
   */
  WeightLaw law(int layer, int fanOut, int fanIn);

  /**
   * Standard normal draws of one layer, a pure function of layer and index; asked of matrix-free
   * layers only.
   *
   * @param first index of the first draw
   */
  void normals(int layer, long first, float[] normals, int length);

  /**
   * Writes the non-zeros of one layer's weights, those that {@link #weights} would write; asked of
   * matrix-free layers with the law {@link WeightLaw.Sparse} only.
   *
   * @param rows receives the row of each, {@code [fanIn][nonZeros]}, each column's in any order
   * @param values receives their values, in the same places
   * @param order {@code fanOut} integers of scratch memory
   */
  void nonZeros(int layer, int fanOut, int fanIn, int[] rows, float[] values, int[] order);

  /**
   * Writes the biases of one layer, if it has any.
   *
   * @param bias receives {@code [units]} from index 0
   * @return whether the layer has biases
   */
  boolean bias(int layer, int units, float[] bias);

  /** What follows a layer's linear map. */
  Activation activation(int layer);
}
