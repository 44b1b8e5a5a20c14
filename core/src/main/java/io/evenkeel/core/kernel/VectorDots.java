package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.Species.DOUBLES;
import static io.evenkeel.core.kernel.Species.FLOATS;
import static io.evenkeel.core.kernel.Species.widened;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/**
 * {@link DotKernel} in vector code: a tile computes the eight products of two rows with four, each
 * sum in a register of its own.
 */
final class VectorDots implements DotKernel {
  private static final int FEW = 2;
  private static final int MANY = 4;
  private static final int PRODUCTS = FEW * MANY;

  /** Computes the products of two rows of one operand with four rows of the other. */
  private abstract static class Tiling {
    final double[] lanes = new double[PRODUCTS * DOUBLE_LANES];
    private final double[] c;

    /** Whether there are units after the last ones that fill all lanes. */
    boolean beyond;

    Tiling(double[] c) {
      this.c = c;
    }

    /**
     * Computes the lanes of all products of a tile. A tile that reaches beyond the last row takes
     * that row again.
     */
    abstract void multiply(int row, int lastRow, int column, int lastColumn);

    /** The part of the product of a row of a with a row of b that is not in the lanes. */
    abstract double rest(int row, int column);

    final void cover(int rows, int columns, boolean upper) {
      for (int j = 0; j < columns; j += MANY) {
        int lastColumn = Math.min(MANY, columns - j) - 1;
        int end = upper ? Math.min(rows, j + MANY) : rows;
        for (int i = 0; i < end; i += FEW) {
          int lastRow = Math.min(FEW, rows - i) - 1;
          multiply(i, lastRow, j, lastColumn);
          for (int row = 0; row <= lastRow; row++) {
            int to = (i + row) * columns + j;
            int from = row * MANY * DOUBLE_LANES;
            for (int column = 0; column <= lastColumn; column++) {
              double total = LaneSums.total(lanes, from + column * DOUBLE_LANES);
              c[to + column] += beyond ? total + rest(i + row, j + column) : total;
            }
          }
        }
      }
    }
  }

  private static final class FloatTiling extends Tiling {
    private final Rows a;
    private final Rows b;

    // Widening reads beyond the last.
    private final float[] sums = new float[(PRODUCTS + 1) * FLOAT_LANES];
    private int first;
    private int size;

    FloatTiling(Rows a, Rows b, double[] c) {
      super(c);
      this.a = a;
      this.b = b;
    }

    void panel(int first, int size, boolean upper) {
      this.first = first;
      this.size = size;
      beyond = size % FLOAT_LANES > 0;
      cover(a.count(), b.count(), upper);
    }

    @Override
    void multiply(int row, int lastRow, int column, int lastColumn) {
      floatTile(
          a.values(),
          a.start(row) + first,
          lastRow * a.stride(),
          b.values(),
          b.start(column) + first,
          b.stride(),
          lastColumn,
          size / FLOAT_LANES,
          FLOAT_LANES,
          sums);
      halve(sums, lanes);
    }

    @Override
    double rest(int row, int column) {
      int whole = size - size % FLOAT_LANES;
      return LaneSums.rest(
          a.values(), a.start(row) + first, b.values(), b.start(column) + first, whole, size);
    }
  }

  private static final class DoubleTiling extends Tiling {
    private final double[] a;
    private final double[] b;
    private final int units;

    DoubleTiling(double[] a, double[] b, int units, double[] c) {
      super(c);
      this.a = a;
      this.b = b;
      this.units = units;
      beyond = units % DOUBLE_LANES > 0;
    }

    @Override
    void multiply(int row, int lastRow, int column, int lastColumn) {
      doubleTile(
          a,
          row * units,
          lastRow * units,
          b,
          column * units,
          units,
          lastColumn,
          units / DOUBLE_LANES,
          DOUBLE_LANES,
          lanes);
    }

    @Override
    double rest(int row, int column) {
      int whole = units - units % DOUBLE_LANES;
      return LaneSums.rest(a, row * units, b, column * units, whole, units);
    }
  }

  @Override
  public void dots(Rows a, Rows b, int units, boolean upper, double[] c) {
    Arrays.fill(c, 0, a.count() * b.count(), 0);
    FloatTiling tiling = new FloatTiling(a, b, c);
    for (int first = 0; first < units; first += PANEL) {
      tiling.panel(first, Math.min(PANEL, units - first), upper);
    }
  }

  @Override
  public void addDots(
      double[] a, int aRows, double[] b, int bRows, int units, boolean upper, double[] c) {
    new DoubleTiling(a, b, units, c).cover(aRows, bRows, upper);
  }

  /**
   * Computes the lanes of the products of two rows with four.
   *
   * @param apart distance from one row of a to the other
   * @param last index of the last row of b
   * @param size lanes of a vector; a variable, because C2 would unroll a loop with a constant step
   *     and then lack registers, which halves the speed
   */
  private static void floatTile(
      float[] a,
      int a0,
      int apart,
      float[] b,
      int b0,
      int stride,
      int last,
      int vectors,
      int size,
      float[] lanes) {
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector t0 = s0;
    FloatVector t1 = s0;
    FloatVector t2 = s0;
    FloatVector t3 = s0;
    int a1 = a0 + apart;
    int b1 = b0 + Math.min(1, last) * stride;
    int b2 = b0 + Math.min(2, last) * stride;
    int b3 = b0 + last * stride;
    for (int k = 0; k < vectors; k++) {
      int unit = (int) ((long) k * size);
      FloatVector s = FloatVector.fromArray(FLOATS, a, a0 + unit);
      FloatVector t = FloatVector.fromArray(FLOATS, a, a1 + unit);
      FloatVector x0 = FloatVector.fromArray(FLOATS, b, b0 + unit);
      s0 = s.fma(x0, s0);
      t0 = t.fma(x0, t0);
      FloatVector x1 = FloatVector.fromArray(FLOATS, b, b1 + unit);
      s1 = s.fma(x1, s1);
      t1 = t.fma(x1, t1);
      FloatVector x2 = FloatVector.fromArray(FLOATS, b, b2 + unit);
      s2 = s.fma(x2, s2);
      t2 = t.fma(x2, t2);
      FloatVector x3 = FloatVector.fromArray(FLOATS, b, b3 + unit);
      s3 = s.fma(x3, s3);
      t3 = t.fma(x3, t3);
    }
    s0.intoArray(lanes, 0);
    s1.intoArray(lanes, size);
    s2.intoArray(lanes, 2 * size);
    s3.intoArray(lanes, 3 * size);
    t0.intoArray(lanes, 4 * size);
    t1.intoArray(lanes, 5 * size);
    t2.intoArray(lanes, 6 * size);
    t3.intoArray(lanes, 7 * size);
  }

  /** Adds up each eight lanes of floats to four lanes of doubles. */
  private static void halve(float[] sums, double[] lanes) {
    for (int product = 0; product < PRODUCTS; product++) {
      int from = product * FLOAT_LANES;
      DoubleVector halves = widened(sums, from).add(widened(sums, from + DOUBLE_LANES));
      halves.intoArray(lanes, product * DOUBLE_LANES);
    }
  }

  /** Computes the same as {@link #floatTile} for doubles. */
  private static void doubleTile(
      double[] a,
      int a0,
      int apart,
      double[] b,
      int b0,
      int stride,
      int last,
      int vectors,
      int size,
      double[] lanes) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    DoubleVector t0 = s0;
    DoubleVector t1 = s0;
    DoubleVector t2 = s0;
    DoubleVector t3 = s0;
    int a1 = a0 + apart;
    int b1 = b0 + Math.min(1, last) * stride;
    int b2 = b0 + Math.min(2, last) * stride;
    int b3 = b0 + last * stride;
    for (int k = 0; k < vectors; k++) {
      int unit = (int) ((long) k * size);
      DoubleVector s = DoubleVector.fromArray(DOUBLES, a, a0 + unit);
      DoubleVector t = DoubleVector.fromArray(DOUBLES, a, a1 + unit);
      DoubleVector x0 = DoubleVector.fromArray(DOUBLES, b, b0 + unit);
      s0 = s.fma(x0, s0);
      t0 = t.fma(x0, t0);
      DoubleVector x1 = DoubleVector.fromArray(DOUBLES, b, b1 + unit);
      s1 = s.fma(x1, s1);
      t1 = t.fma(x1, t1);
      DoubleVector x2 = DoubleVector.fromArray(DOUBLES, b, b2 + unit);
      s2 = s.fma(x2, s2);
      t2 = t.fma(x2, t2);
      DoubleVector x3 = DoubleVector.fromArray(DOUBLES, b, b3 + unit);
      s3 = s.fma(x3, s3);
      t3 = t.fma(x3, t3);
    }
    s0.intoArray(lanes, 0);
    s1.intoArray(lanes, size);
    s2.intoArray(lanes, 2 * size);
    s3.intoArray(lanes, 3 * size);
    t0.intoArray(lanes, 4 * size);
    t1.intoArray(lanes, 5 * size);
    t2.intoArray(lanes, 6 * size);
    t3.intoArray(lanes, 7 * size);
  }
}
