package io.evenkeel.core.init;

import io.evenkeel.core.Spec;
import io.evenkeel.core.random.RandomStream;
import java.util.Optional;

/** A weight-initialisation scheme: what to draw for a layer's weights. */
public interface Initializer {
  /** Canonical name and every parameter, resolved: {@code xavier_uniform(gain=1)}. */
  Spec spec();

  /**
   * Why a layer of this shape cannot have this scheme; empty if it can.
   *
   * @param fanOut rows, the layer's units
   * @param fanIn columns, the units of the layer before
   */
  default Optional<String> unsupported(int fanOut, int fanIn) {
    return Optional.empty();
  }

  /**
   * Draws one weight matrix, row-major {@code [fanOut][fanIn]} as PyTorch stores it.
   *
   * @param stream the layer's weight stream; entry (o, i) depends on it and on the index alone
   * @param weights at least fanOut * fanIn long; the first fanOut * fanIn entries are overwritten
   */
  void fill(RandomStream stream, int fanOut, int fanIn, float[] weights);

  /** Exact mean of one entry (over the ensemble, a uniformly chosen position), in weight units. */
  double mean(int fanOut, int fanIn);

  /** Exact variance of one entry (over the ensemble, a uniformly chosen position). */
  double variance(int fanOut, int fanIn);
}
