package io.evenkeel.core.engine;

import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.init.Sparse;

/**
 * The source of a network's weights and other random numbers. Each is a pure function of the number
 * of its layer, so layers may be drawn in any order.
 */
public interface Draws {
  /** The draws of a seed. */
  static Draws ofSeed(long seed) {
    return ofSeed(seed, 0);
  }

  /**
   * The draws of a seed at a step of training: masks differ from step to step, weights and biases
   * do not.
   *
   * @param step from 0
   */
  static Draws ofSeed(long seed, int step) {
    return new SeededDraws(seed, step);
  }

  /**
   * Writes the weights of one layer.
   *
   * @param layer from 0
   * @param fanIn units that feed it
   * @param weights receives {@code [units][fanIn]}, row-major, from index 0
   */
  void weights(int layer, Dense block, int fanIn, float[] weights);

  /**
   * Writes some consecutive weights of those that {@link #weights(int, Dense, int, float[])} would
   * write. This is asked only of a scheme whose {@linkplain
   * io.evenkeel.core.init.Initializer#entries entries} are independent.
   *
   * @param from index of the first weight, in the row-major matrix
   * @param target receives {@code length} weights, from the index {@code at} on
   */
  void weights(int layer, Dense block, int fanIn, int from, float[] target, int at, int length);

  /**
   * Writes the non-zeros of one layer's weights, those that {@link #weights} would write.
   *
   * @param scheme of the layer
   * @param rows receives the row of each non-zero, {@code [fanIn][nonZeros]}; within a column they
   *     have no order
   * @param values receives their values, in the same places
   * @param order {@code units} integers of scratch memory
   */
  void nonZeros(
      int layer, Sparse scheme, Dense block, int fanIn, int[] rows, float[] values, int[] order);

  /**
   * Writes standard normals that take the place of one layer's weights, a pure function of layer
   * and index.
   *
   * @param first index of the first draw
   */
  void normals(int layer, long first, float[] normals, int length);

  /**
   * Writes standard normals for a layer whose weights are not drawn: products of the weights with
   * directions that appear while the network is trained.
   *
   * @param first index of the first draw
   * @param normals receives {@code length} of them from the index {@code at} on
   * @throws UnsupportedOperationException if these draws have none
   */
  default void directions(int layer, long first, float[] normals, int at, int length) {
    throw new UnsupportedOperationException("no normals for directions");
  }

  /**
   * The sum of the squares of those standard normals of a layer that are never computed: a
   * chi-square variable.
   *
   * @param count how many they are, at least 0
   * @throws UnsupportedOperationException if these draws have none
   */
  default double squaresOfUnseen(int layer, double count) {
    throw new UnsupportedOperationException("no sums of squares");
  }

  /**
   * Writes the biases of one layer that has them.
   *
   * @param fanIn units that feed it
   * @param bias receives {@code [units]} from index 0
   */
  void bias(int layer, Dense block, int fanIn, float[] bias);

  /**
   * Uniforms on [0, 1) that decide what a dropout block makes zero.
   *
   * @param dropout number of the block, from 0
   */
  void masks(int dropout, float[] uniforms, int length);

  /**
   * Random words that decide how results are rounded.
   *
   * @param rounding number of the tensor that is rounded, from 0, in the order of the passes
   * @param words receives {@code length} words from index 0
   * @throws UnsupportedOperationException if these draws have none
   */
  default void roundings(int rounding, int[] words, int length) {
    throw new UnsupportedOperationException("no words to round at random by");
  }
}
