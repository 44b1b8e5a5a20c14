package io.evenkeel.core.engine;

import java.util.Optional;

/**
 * The weights and biases of one weight layer, as numbers that a step of training changes. Until
 * such a step they are the weights of the network's last {@linkplain CompiledNet#forward draw}.
 */
public interface LayerWeights {
  /**
   * The weights if they are not held as numbers; then {@link #values}, {@link #store} and {@link
   * #drawn} throw an {@link IllegalStateException}.
   */
  default Optional<ImpliedWeights> implied() {
    return Optional.empty();
  }

  /** Units of the layer. */
  int units();

  /** Units that feed the layer. */
  int fanIn();

  /**
   * The weights, {@code [units][fanIn]} from index 0.
   *
   * @param room at least as long; used if the weights are not in an array of their own
   * @return {@code room}, or the array that holds the weights
   */
  float[] values(float[] room);

  /**
   * Takes changed weights.
   *
   * @param values the array that {@link #values} returned
   */
  void store(float[] values);

  /**
   * Writes the weights that a draw gives; the layer's own weights stay as they are.
   *
   * @param layer number of the layer, from 0
   * @param target receives {@code [units][fanIn]} from index 0
   */
  void drawn(Draws draws, int layer, float[] target);

  /** The array that holds the biases, from index 0; empty if the layer has none. */
  float[] bias();
}
