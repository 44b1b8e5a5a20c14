package io.evenkeel.core.kernel.vector;

import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.F2D;

import io.evenkeel.core.kernel.CombinationKernel;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link CombinationKernel} by tiles of eight sums, one register each. */
final class VectorCombinations implements CombinationKernel {
  private static final VectorSpecies<Float> WIDEST = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = WIDEST.length();

  /** Values of b that are brought together: half of a first-level cache. */
  private static final int PANEL = 4096;

  /** Columns of a panel are a multiple of this. */
  private static final int COLUMNS = 32;

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
  private static final VectorSpecies<Float> HALF = FloatVector.SPECIES_128;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_256;

  @Override
  public void combine(
      float[] a, int rows, int inner, float[] b, int stride, int columns, float[] c) {
    // Rows of b may lie a power of two apart, which the cache has few lines for.
    int block = Math.max(COLUMNS, PANEL / Math.max(1, inner) / COLUMNS * COLUMNS);
    float[] panel = new float[inner * block];
    for (int from = 0; from < columns; from += block) {
      int size = Math.min(block, columns - from);
      for (int k = 0; k < inner; k++) {
        System.arraycopy(b, from + k * stride, panel, k * block, size);
      }
      int whole = size / (2 * LANES) * (2 * LANES);
      for (int j = 0; j < whole; j += 2 * LANES) {
        int row = 0;
        for (; row <= rows - 4; row += 4) {
          fourRows(a, row * inner, inner, panel, j, block, c, row * columns + from + j, columns);
        }
        for (; row < rows; row++) {
          oneRow(a, row * inner, inner, panel, j, block, c, row * columns + from + j);
        }
      }
      rest(a, rows, inner, panel, block, whole, size, c, from, columns);
    }
  }

  /** Columns that do not fill two vectors. */
  private static void rest(
      float[] a,
      int rows,
      int inner,
      float[] panel,
      int block,
      int first,
      int end,
      float[] c,
      int from,
      int columns) {
    for (int row = 0; row < rows; row++) {
      for (int column = first; column < end; column++) {
        float sum = 0;
        for (int k = 0; k < inner; k++) {
          sum = Math.fma(a[row * inner + k], panel[k * block + column], sum);
        }
        c[row * columns + from + column] = sum;
      }
    }
  }

  private static void fourRows(
      float[] a,
      int from,
      int inner,
      float[] panel,
      int column,
      int block,
      float[] c,
      int to,
      int columns) {
    FloatVector s0 = FloatVector.zero(WIDEST);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector t0 = s0;
    FloatVector t1 = s0;
    FloatVector t2 = s0;
    FloatVector t3 = s0;
    for (int k = 0; k < inner; k++) {
      FloatVector s = FloatVector.fromArray(WIDEST, panel, column + k * block);
      FloatVector t = FloatVector.fromArray(WIDEST, panel, column + k * block + LANES);
      FloatVector a0 = FloatVector.broadcast(WIDEST, a[from + k]);
      s0 = a0.fma(s, s0);
      t0 = a0.fma(t, t0);
      FloatVector a1 = FloatVector.broadcast(WIDEST, a[from + inner + k]);
      s1 = a1.fma(s, s1);
      t1 = a1.fma(t, t1);
      FloatVector a2 = FloatVector.broadcast(WIDEST, a[from + 2 * inner + k]);
      s2 = a2.fma(s, s2);
      t2 = a2.fma(t, t2);
      FloatVector a3 = FloatVector.broadcast(WIDEST, a[from + 3 * inner + k]);
      s3 = a3.fma(s, s3);
      t3 = a3.fma(t, t3);
    }
    s0.intoArray(c, to);
    t0.intoArray(c, to + LANES);
    s1.intoArray(c, to + columns);
    t1.intoArray(c, to + columns + LANES);
    s2.intoArray(c, to + 2 * columns);
    t2.intoArray(c, to + 2 * columns + LANES);
    s3.intoArray(c, to + 3 * columns);
    t3.intoArray(c, to + 3 * columns + LANES);
  }

  private static void oneRow(
      float[] a, int from, int inner, float[] panel, int column, int block, float[] c, int to) {
    FloatVector s0 = FloatVector.zero(WIDEST);
    FloatVector t0 = s0;
    for (int k = 0; k < inner; k++) {
      FloatVector factor = FloatVector.broadcast(WIDEST, a[from + k]);
      s0 = factor.fma(FloatVector.fromArray(WIDEST, panel, column + k * block), s0);
      t0 = factor.fma(FloatVector.fromArray(WIDEST, panel, column + k * block + LANES), t0);
    }
    s0.intoArray(c, to);
    t0.intoArray(c, to + LANES);
  }

  @Override
  public void combineLower(
      double[] a, int rows, float[] x, int[] from, int columns, float[] c, int to, int stride) {
    int j = 0;
    for (; j <= columns - FLOATS.length(); j += FLOATS.length()) {
      int row = 0;
      for (; row <= rows - 4; row += 4) {
        fourLowerRows(a, row, rows, x, from, j, c, to + row * stride + j, stride);
      }
      for (; row < rows; row++) {
        oneLowerRow(a, row, rows, x, from, j, c, to + row * stride + j);
      }
    }
    for (int row = 0; row < rows; row++) {
      for (int column = j; column < columns; column++) {
        double sum = 0;
        for (int k = 0; k <= row; k++) {
          sum = Math.fma(a[row * rows + k], x[from[k] + column], sum);
        }
        c[to + row * stride + column] = (float) sum;
      }
    }
  }

  private static void fourLowerRows(
      double[] a,
      int row,
      int rows,
      float[] x,
      int[] from,
      int column,
      float[] c,
      int to,
      int stride) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    DoubleVector t0 = s0;
    DoubleVector t1 = s0;
    DoubleVector t2 = s0;
    DoubleVector t3 = s0;
    int at = row * rows;
    for (int k = 0; k < row + 4; k++) {
      FloatVector values = FloatVector.fromArray(FLOATS, x, from[k] + column);
      DoubleVector s = (DoubleVector) values.convertShape(F2D, DOUBLES, 0);
      DoubleVector t = (DoubleVector) values.convertShape(F2D, DOUBLES, 1);
      DoubleVector a0 = DoubleVector.broadcast(DOUBLES, a[at + k]);
      s0 = a0.fma(s, s0);
      t0 = a0.fma(t, t0);
      DoubleVector a1 = DoubleVector.broadcast(DOUBLES, a[at + rows + k]);
      s1 = a1.fma(s, s1);
      t1 = a1.fma(t, t1);
      DoubleVector a2 = DoubleVector.broadcast(DOUBLES, a[at + 2 * rows + k]);
      s2 = a2.fma(s, s2);
      t2 = a2.fma(t, t2);
      DoubleVector a3 = DoubleVector.broadcast(DOUBLES, a[at + 3 * rows + k]);
      s3 = a3.fma(s, s3);
      t3 = a3.fma(t, t3);
    }
    narrow(s0, t0, c, to);
    narrow(s1, t1, c, to + stride);
    narrow(s2, t2, c, to + 2 * stride);
    narrow(s3, t3, c, to + 3 * stride);
  }

  private static void oneLowerRow(
      double[] a, int row, int rows, float[] x, int[] from, int column, float[] c, int to) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector t0 = s0;
    for (int k = 0; k <= row; k++) {
      FloatVector values = FloatVector.fromArray(FLOATS, x, from[k] + column);
      DoubleVector factor = DoubleVector.broadcast(DOUBLES, a[row * rows + k]);
      s0 = factor.fma((DoubleVector) values.convertShape(F2D, DOUBLES, 0), s0);
      t0 = factor.fma((DoubleVector) values.convertShape(F2D, DOUBLES, 1), t0);
    }
    narrow(s0, t0, c, to);
  }

  private static void narrow(DoubleVector low, DoubleVector high, float[] c, int to) {
    ((FloatVector) low.convertShape(D2F, HALF, 0)).intoArray(c, to);
    ((FloatVector) high.convertShape(D2F, HALF, 0)).intoArray(c, to + DOUBLES.length());
  }
}
