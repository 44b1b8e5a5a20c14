package io.evenkeel.core.engine.linear;

import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.engine.Updates;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.precision.Precision;
import java.util.Optional;

/**
 * The sizes of a weight layer and of the batch that it maps. They determine its memory and its
 * cost.
 *
 * @param block the layer
 * @param batch rows
 * @param in units that feed it
 * @param backward whether gradients are asked for
 * @param weightFormat what the weights are rounded to; empty for float32
 * @param updates how weights change between passes, if they do
 */
public record DenseLayout(
    Dense block,
    int batch,
    int in,
    boolean backward,
    Optional<FloatFormat> weightFormat,
    Optional<Updates> updates) {
  /** The layout of a layer in a workload. */
  public static DenseLayout of(Dense block, int in, Workload workload) {
    return new DenseLayout(
        block,
        workload.batch(),
        in,
        workload.backward(),
        workload.precision().filter(Precision::weights).map(Precision::format),
        workload.updates());
  }

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

  /** The law of the weights if their non-zeros alone are drawn. */
  Optional<WeightLaw.Sparse> sparseLaw() {
    return law().flatMap(WeightLaw::nonZerosAlone);
  }
}
