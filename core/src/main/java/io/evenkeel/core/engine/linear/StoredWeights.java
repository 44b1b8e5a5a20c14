package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Draws;

/** The weights of a layer that are held as numbers, {@code [out][in]}. */
public interface StoredWeights {
  /**
   * The weights.
   *
   * @param room at least as long; used if the weights are not in an array of their own
   * @return {@code room}, or the array that holds the weights
   */
  float[] values(float[] room);

  /** Takes changed weights: the array that {@link #values} returned. */
  void store(float[] values);

  /** Writes the weights that a draw gives; the weights that are held stay as they are. */
  void drawn(Draws draws, int layer, float[] target);

  /** Standard deviation (n - 1) of the weights. */
  double std();
}
