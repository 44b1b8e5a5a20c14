package io.evenkeel.core.engine.linear;

import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.law.WeightLaw;
import java.util.Optional;

/**
 * The sizes of a weight layer and of the batch that it maps: what its memory and its cost follow
 * from.
 *
 * @param block the layer
 * @param batch rows
 * @param in units that feed it
 * @param backward whether gradients are asked for
 */
public record DenseLayout(Dense block, int batch, int in, boolean backward) {
  /** Units of the output. */
  public int out() {
    return block.units();
  }

  /** Entries of the weight matrix. */
  long weights() {
    return (long) in * out();
  }

  /** The law of the weights; empty if none is known. */
  Optional<WeightLaw> law() {
    return block.law(in);
  }

  /** The law of the weights if their non-zeros are what is drawn. */
  Optional<WeightLaw.Sparse> sparseLaw() {
    return law().flatMap(WeightLaw::nonZerosAlone);
  }
}
