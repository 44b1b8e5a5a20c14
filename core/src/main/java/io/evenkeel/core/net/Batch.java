package io.evenkeel.core.net;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.ScanKernel.Sums;
import io.evenkeel.core.stats.BatchSums;
import io.evenkeel.core.stats.RowCosine;

/**
 * The values of one layer, {@code [batch][units]}, and the Gram matrix of their rows, which is made
 * once and for whoever asks first: the rows' cosines, the row space, the weight gradient's norm.
 */
final class Batch {
  final float[] values;
  private final Scratch scratch;
  private double[] gram = new double[0];
  private int units;
  private boolean known;

  /**
   * Allocates.
   *
   * @param capacity the most values it will hold
   */
  Batch(Scratch scratch, int capacity) {
    this.scratch = scratch;
    values = new float[capacity];
  }

  /**
   * Doubles held for a layer of drawn weights: there the Gram matrix is not asked for if the batch
   * is much larger than the layer, see {@link WeightGradientNorm}.
   */
  static long doubles(int batch, int units) {
    return batch <= 2L * units ? (long) batch * batch : 0;
  }

  /** Notes that there are new values. */
  void changed(int units) {
    this.units = units;
    known = false;
  }

  /** {@code X X^T} of the rows, {@code [batch][batch]}; only the upper triangle is to be read. */
  double[] gram() {
    if (!known) {
      int size = scratch.batch() * scratch.batch();
      if (gram.length < size) {
        gram = new double[size];
      }
      scratch.gram(values, units, gram);
      known = true;
    }
    return gram;
  }

  /** What sums over all values tell. */
  BatchSums sums() {
    int batch = scratch.batch();
    Sums sums = Kernels.scans().sums(values, 0, batch * units);
    double cosine =
        batch <= units
            ? RowCosine.ofGram(gram(), batch)
            : scratch.rowCosine().mean(values, batch, units);
    return new BatchSums(sums.sum(), sums.squares(), cosine);
  }
}
