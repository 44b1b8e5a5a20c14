package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.Species.DOUBLES;
import static io.evenkeel.core.kernel.Species.FLOATS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/** {@link CombinationKernel} by tiles of eight sums, one register each. */
final class VectorCombinations implements CombinationKernel {
  private static final int LANES = FLOATS.length();

  private static final int WIDE_LANES = DOUBLES.length();
  private static final ScanKernel SCANS = new VectorScans();

  @Override
  public void combine(
      float[] a,
      int rows,
      int inner,
      float[] b,
      int stride,
      int columns,
      float[] c,
      float[] panel) {
    // Rows of b may lie a power of two apart, which the cache has few lines for.
    int block = Math.max(COLUMNS, PANEL / Math.max(1, inner) / COLUMNS * COLUMNS);
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

  /** Computes the columns that do not fill two vectors. */
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
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector t0 = s0;
    FloatVector t1 = s0;
    FloatVector t2 = s0;
    FloatVector t3 = s0;
    for (int k = 0; k < inner; k++) {
      FloatVector s = FloatVector.fromArray(FLOATS, panel, column + k * block);
      FloatVector t = FloatVector.fromArray(FLOATS, panel, column + k * block + LANES);
      FloatVector a0 = FloatVector.broadcast(FLOATS, a[from + k]);
      s0 = a0.fma(s, s0);
      t0 = a0.fma(t, t0);
      FloatVector a1 = FloatVector.broadcast(FLOATS, a[from + inner + k]);
      s1 = a1.fma(s, s1);
      t1 = a1.fma(t, t1);
      FloatVector a2 = FloatVector.broadcast(FLOATS, a[from + 2 * inner + k]);
      s2 = a2.fma(s, s2);
      t2 = a2.fma(t, t2);
      FloatVector a3 = FloatVector.broadcast(FLOATS, a[from + 3 * inner + k]);
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
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector t0 = s0;
    for (int k = 0; k < inner; k++) {
      FloatVector factor = FloatVector.broadcast(FLOATS, a[from + k]);
      s0 = factor.fma(FloatVector.fromArray(FLOATS, panel, column + k * block), s0);
      t0 = factor.fma(FloatVector.fromArray(FLOATS, panel, column + k * block + LANES), t0);
    }
    s0.intoArray(c, to);
    t0.intoArray(c, to + LANES);
  }

  @Override
  public void combineLower(
      double[] a,
      int rows,
      float[] x,
      int[] from,
      int columns,
      float[] c,
      int to,
      int stride,
      double[] room) {
    int sums = rows * WIDE_COLUMNS;
    for (int first = 0; first < columns; first += WIDE_COLUMNS) {
      int size = Math.min(WIDE_COLUMNS, columns - first);
      for (int k = 0; k < rows; k++) {
        SCANS.widen(x, from[k] + first, room, k * WIDE_COLUMNS, size);
      }
      for (int row = 0; row < rows; row += ROWS) {
        int count = Math.min(ROWS, rows - row);
        lowerRows(a, row, count, rows, room, size);
        for (int i = 0; i < count; i++) {
          int target = to + (row + i) * stride + first;
          SCANS.narrow(room, sums + i * WIDE_COLUMNS, c, target, size);
        }
      }
    }
  }

  /**
   * Computes up to four rows of the result over a panel of columns.
   *
   * @param room the panel, and below it the sums; columns beyond the last have no meaning
   */
  private static void lowerRows(
      double[] a, int row, int count, int rows, double[] room, int columns) {
    int sums = rows * WIDE_COLUMNS;
    for (int column = 0; column < columns; column += 2 * WIDE_LANES) {
      if (count == ROWS) {
        fourLowerRows(a, row, rows, room, column, sums + column);
      } else {
        for (int i = 0; i < count; i++) {
          oneLowerRow(a, row + i, rows, room, column, sums + i * WIDE_COLUMNS + column);
        }
      }
    }
  }

  private static void fourLowerRows(
      double[] a, int row, int rows, double[] room, int column, int to) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    DoubleVector t0 = s0;
    DoubleVector t1 = s0;
    DoubleVector t2 = s0;
    DoubleVector t3 = s0;
    int at = row * rows;
    for (int k = 0; k < row + ROWS; k++) {
      DoubleVector s = DoubleVector.fromArray(DOUBLES, room, column + k * WIDE_COLUMNS);
      DoubleVector t =
          DoubleVector.fromArray(DOUBLES, room, column + k * WIDE_COLUMNS + WIDE_LANES);
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
    s0.intoArray(room, to);
    t0.intoArray(room, to + WIDE_LANES);
    s1.intoArray(room, to + WIDE_COLUMNS);
    t1.intoArray(room, to + WIDE_COLUMNS + WIDE_LANES);
    s2.intoArray(room, to + 2 * WIDE_COLUMNS);
    t2.intoArray(room, to + 2 * WIDE_COLUMNS + WIDE_LANES);
    s3.intoArray(room, to + 3 * WIDE_COLUMNS);
    t3.intoArray(room, to + 3 * WIDE_COLUMNS + WIDE_LANES);
  }

  private static void oneLowerRow(
      double[] a, int row, int rows, double[] room, int column, int to) {
    DoubleVector s = DoubleVector.zero(DOUBLES);
    DoubleVector t = s;
    for (int k = 0; k <= row; k++) {
      DoubleVector factor = DoubleVector.broadcast(DOUBLES, a[row * rows + k]);
      int at = column + k * WIDE_COLUMNS;
      s = factor.fma(DoubleVector.fromArray(DOUBLES, room, at), s);
      t = factor.fma(DoubleVector.fromArray(DOUBLES, room, at + WIDE_LANES), t);
    }
    s.intoArray(room, to);
    t.intoArray(room, to + WIDE_LANES);
  }
}
