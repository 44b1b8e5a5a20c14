package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.init.Sparse;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.probe.WeightSpread;
import java.util.Arrays;

/**
 * The linear map of a sparse matrix: each column has the same number of non-zeros, and only these
 * are drawn, kept and multiplied.
 *
 * <p>They are the non-zeros that the whole matrix would have, so results differ from those of the
 * whole matrix by float32 rounding alone. An infinity or NaN is multiplied by the zeros, too, and
 * makes those outputs NaN.
 *
 * <p>A weight is multiplied by {@value SparseBuffers#LANES} rows of the batch at a time, which are
 * interleaved for that.
 */
final class SparseMap extends DrawnMap {
  private static final int LANES = SparseBuffers.LANES;

  private final Sparse scheme;
  private final SparseBuffers lanes;
  private final int[] rows;
  private final float[] values;
  private final int nonZeros;

  SparseMap(DenseLayout layout, WeightLaw.Sparse law, Memory memory, Workspace workspace) {
    super(layout, workspace);
    scheme = (Sparse) layout.block().init();
    lanes = workspace.sparse();
    lanes.need(Math.max(in, out));
    nonZeros = law.nonZeros(out);
    long count = (long) nonZeros * in;
    rows = memory.ints(count);
    values = memory.floats(count);
  }

  @Override
  public WeightSpread draw(Draws draws, int layer) {
    int count = nonZeros * in;
    draws.nonZeros(layer, scheme, layout.block(), in, rows, values, lanes.units.get());
    float gain = (float) layout.block().gain();
    for (int i = 0; gain != 1 && i < count; i++) {
      values[i] *= gain;
    }
    return new WeightSpread(std(count, (double) in * out), false);
  }

  private double std(int count, double all) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    double mean = sum / all;
    double squares = (all - count) * mean * mean;
    for (int i = 0; i < count; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return all > 1 ? Math.sqrt(squares / (all - 1)) : Double.NaN;
  }

  @Override
  public void forward(Batch x, float[] z) {
    for (int first = 0; first < batch; first += LANES) {
      lanes.take(x.values(), in, first, batch);
      Arrays.fill(lanes.result.get(), 0, LANES * out, 0);
      scatter(lanes.operand.get(), lanes.result.get());
      lanes.give(z, out, first, batch);
    }
    for (int row = 0; row < batch; row++) {
      int infinities = SparseBuffers.infinities(x.values(), row * in, in);
      if (infinities < 0) {
        Arrays.fill(z, row * out, (row + 1) * out, Float.NaN);
      } else if (infinities > 0) {
        meetZerosOfColumns(x.values(), row * in, infinities, z, row * out);
      }
    }
  }

  /** Adds each column, times its input, to the outputs. */
  private void scatter(float[] from, float[] to) {
    for (int column = 0; column < in; column++) {
      int at = LANES * column;
      float x0 = from[at];
      float x1 = from[at + 1];
      float x2 = from[at + 2];
      float x3 = from[at + 3];
      float x4 = from[at + 4];
      float x5 = from[at + 5];
      float x6 = from[at + 6];
      float x7 = from[at + 7];
      for (int k = column * nonZeros; k < (column + 1) * nonZeros; k++) {
        float weight = values[k];
        int row = LANES * rows[k];
        to[row] += weight * x0;
        to[row + 1] += weight * x1;
        to[row + 2] += weight * x2;
        to[row + 3] += weight * x3;
        to[row + 4] += weight * x4;
        to[row + 5] += weight * x5;
        to[row + 6] += weight * x6;
        to[row + 7] += weight * x7;
      }
    }
  }

  /** Sets outputs to NaN where an infinity of one row of the batch is multiplied by a zero. */
  private void meetZerosOfColumns(float[] x, int fromX, int infinities, float[] z, int fromZ) {
    int[] met = lanes.units.get();
    Arrays.fill(met, 0, out, 0);
    for (int column = 0; column < in; column++) {
      if (Float.isInfinite(x[fromX + column])) {
        for (int k = column * nonZeros; k < (column + 1) * nonZeros; k++) {
          met[rows[k]]++;
        }
      }
    }
    for (int row = 0; row < out; row++) {
      if (met[row] < infinities) {
        z[fromZ + row] = Float.NaN;
      }
    }
  }

  @Override
  void inputGradient(ScaledGradient d, ScaledGradient g) {
    for (int first = 0; first < batch; first += LANES) {
      lanes.take(d.values(), out, first, batch);
      gather(lanes.operand.get(), lanes.result.get());
      lanes.give(g.values(), in, first, batch);
    }
    for (int row = 0; row < batch; row++) {
      int infinities = SparseBuffers.infinities(d.values(), row * out, out);
      if (infinities < 0) {
        Arrays.fill(g.values(), row * in, (row + 1) * in, Float.NaN);
      } else if (infinities > 0) {
        meetZerosOfRows(d.values(), row * out, infinities, g.values(), row * in);
      }
    }
    g.exponent(d.exponent());
  }

  /** Sums up, for each column, its entries times the gradients of their outputs. */
  private void gather(float[] from, float[] to) {
    for (int column = 0; column < in; column++) {
      float g0 = 0;
      float g1 = 0;
      float g2 = 0;
      float g3 = 0;
      float g4 = 0;
      float g5 = 0;
      float g6 = 0;
      float g7 = 0;
      for (int k = column * nonZeros; k < (column + 1) * nonZeros; k++) {
        float weight = values[k];
        int row = LANES * rows[k];
        g0 += weight * from[row];
        g1 += weight * from[row + 1];
        g2 += weight * from[row + 2];
        g3 += weight * from[row + 3];
        g4 += weight * from[row + 4];
        g5 += weight * from[row + 5];
        g6 += weight * from[row + 6];
        g7 += weight * from[row + 7];
      }
      int at = LANES * column;
      to[at] = g0;
      to[at + 1] = g1;
      to[at + 2] = g2;
      to[at + 3] = g3;
      to[at + 4] = g4;
      to[at + 5] = g5;
      to[at + 6] = g6;
      to[at + 7] = g7;
    }
  }

  /**
   * Sets gradients to NaN where an infinite gradient of one row of the batch is multiplied by a
   * zero.
   */
  private void meetZerosOfRows(float[] d, int fromD, int infinities, float[] g, int fromG) {
    for (int column = 0; column < in; column++) {
      int met = 0;
      for (int k = column * nonZeros; k < (column + 1) * nonZeros; k++) {
        met += Float.isInfinite(d[fromD + rows[k]]) ? 1 : 0;
      }
      if (met < infinities) {
        g[fromG + column] = Float.NaN;
      }
    }
  }
}
