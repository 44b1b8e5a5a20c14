package io.evenkeel.core.kernel.vector;

import static io.evenkeel.core.kernel.vector.Species.DOUBLES;
import static io.evenkeel.core.kernel.vector.Species.FLOATS;
import static io.evenkeel.core.kernel.vector.Species.widened;

import io.evenkeel.core.kernel.DotKernel;
import io.evenkeel.core.kernel.LaneSums;
import io.evenkeel.core.kernel.Rows;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/**
 * {@link DotKernel} by tiles of two rows and five, one register for each of their ten products.
 *
 * <p>With eight products C2 unrolls the loop over units, runs out of registers, and halves the
 * speed.
 */
final class VectorDots implements DotKernel {
  private static final int FEW = 2;
  private static final int MANY = 5;
  private static final int PRODUCTS = FEW * MANY;

  /** A way of making the products of up to two rows of one operand with up to five of the other. */
  private abstract static class Tiling {
    final double[] lanes = new double[PRODUCTS * DOUBLE_LANES];
    private final double[] c;

    /** Whether there are units beyond the last that fill all lanes. */
    boolean beyond;

    Tiling(double[] c) {
      this.c = c;
    }

    /**
     * Leaves the lanes of all products. A tile that reaches beyond the last row takes that row
     * again.
     *
     * @param turned whether the two rows are b's, and the five a's
     * @param few the first of the two rows
     * @param many the first of the five rows
     */
    abstract void multiply(boolean turned, int few, int lastOfFew, int many, int lastOfMany);

    /** What the lanes lack of the product of a row of a with one of b. */
    abstract double rest(int row, int column);

    final void cover(int rows, int columns, boolean upper) {
      for (int j = 0; j < columns; j += MANY) {
        int lastColumn = Math.min(MANY, columns - j) - 1;
        int end = upper ? Math.min(rows, j + lastColumn + 1) : rows;
        boolean turned = lastColumn < FEW;
        int step = turned ? MANY : FEW;
        for (int i = 0; i < end; i += step) {
          int lastRow = Math.min(step, rows - i) - 1;
          if (turned) {
            multiply(true, j, lastColumn, i, lastRow);
          } else {
            multiply(false, i, lastRow, j, lastColumn);
          }
          for (int row = 0; row <= lastRow; row++) {
            int to = (i + row) * columns + j;
            int from = DOUBLE_LANES * (turned ? row : row * MANY);
            int apart = DOUBLE_LANES * (turned ? MANY : 1);
            for (int column = 0; column <= lastColumn; column++) {
              double total = LaneSums.total(lanes, from + column * apart);
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
    private int whole;
    private int size;

    FloatTiling(Rows a, Rows b, double[] c) {
      super(c);
      this.a = a;
      this.b = b;
    }

    void panel(int first, int size, boolean upper) {
      this.first = first;
      this.size = size;
      whole = size / FLOAT_LANES * FLOAT_LANES;
      beyond = whole < size;
      cover(a.count(), b.count(), upper);
    }

    @Override
    void multiply(boolean turned, int few, int lastOfFew, int many, int lastOfMany) {
      Rows x = turned ? b : a;
      Rows y = turned ? a : b;
      int apart = lastOfFew * x.stride();
      floatTile(
          x.values(),
          at(x, few),
          apart,
          y.values(),
          at(y, many),
          y.stride(),
          lastOfMany,
          whole,
          sums);
      halve(sums, lanes);
    }

    private int at(Rows rows, int row) {
      return rows.start(row) + first;
    }

    @Override
    double rest(int row, int column) {
      return LaneSums.rest(a.values(), at(a, row), b.values(), at(b, column), whole, size);
    }
  }

  private static final class DoubleTiling extends Tiling {
    private final double[] a;
    private final double[] b;
    private final int units;
    private final int whole;

    DoubleTiling(double[] a, double[] b, int units, double[] c) {
      super(c);
      this.a = a;
      this.b = b;
      this.units = units;
      whole = units / DOUBLE_LANES * DOUBLE_LANES;
      beyond = whole < units;
    }

    @Override
    void multiply(boolean turned, int few, int lastOfFew, int many, int lastOfMany) {
      double[] x = turned ? b : a;
      double[] y = turned ? a : b;
      int apart = lastOfFew * units;
      doubleTile(x, few * units, apart, y, many * units, units, lastOfMany, whole, lanes);
    }

    @Override
    double rest(int row, int column) {
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

  private static void floatTile(
      float[] a,
      int a0,
      int apart,
      float[] b,
      int b0,
      int stride,
      int last,
      int units,
      float[] lanes) {
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector t0 = s0;
    FloatVector t1 = s0;
    FloatVector t2 = s0;
    FloatVector t3 = s0;
    FloatVector t4 = s0;
    int a1 = a0 + apart;
    int b1 = b0 + Math.min(1, last) * stride;
    int b2 = b0 + Math.min(2, last) * stride;
    int b3 = b0 + Math.min(3, last) * stride;
    int b4 = b0 + last * stride;
    for (int unit = 0; unit < units; unit += FLOAT_LANES) {
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
      FloatVector x4 = FloatVector.fromArray(FLOATS, b, b4 + unit);
      s4 = s.fma(x4, s4);
      t4 = t.fma(x4, t4);
    }
    s0.intoArray(lanes, 0);
    s1.intoArray(lanes, FLOAT_LANES);
    s2.intoArray(lanes, 2 * FLOAT_LANES);
    s3.intoArray(lanes, 3 * FLOAT_LANES);
    s4.intoArray(lanes, 4 * FLOAT_LANES);
    t0.intoArray(lanes, 5 * FLOAT_LANES);
    t1.intoArray(lanes, 6 * FLOAT_LANES);
    t2.intoArray(lanes, 7 * FLOAT_LANES);
    t3.intoArray(lanes, 8 * FLOAT_LANES);
    t4.intoArray(lanes, 9 * FLOAT_LANES);
  }

  /** Makes four lanes of doubles of each eight of floats. */
  private static void halve(float[] sums, double[] lanes) {
    for (int product = 0; product < PRODUCTS; product++) {
      int from = product * FLOAT_LANES;
      DoubleVector halves = widened(sums, from).add(widened(sums, from + DOUBLE_LANES));
      halves.intoArray(lanes, product * DOUBLE_LANES);
    }
  }

  private static void doubleTile(
      double[] a,
      int a0,
      int apart,
      double[] b,
      int b0,
      int stride,
      int last,
      int units,
      double[] lanes) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    DoubleVector s4 = s0;
    DoubleVector t0 = s0;
    DoubleVector t1 = s0;
    DoubleVector t2 = s0;
    DoubleVector t3 = s0;
    DoubleVector t4 = s0;
    int a1 = a0 + apart;
    int b1 = b0 + Math.min(1, last) * stride;
    int b2 = b0 + Math.min(2, last) * stride;
    int b3 = b0 + Math.min(3, last) * stride;
    int b4 = b0 + last * stride;
    for (int unit = 0; unit < units; unit += DOUBLE_LANES) {
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
      DoubleVector x4 = DoubleVector.fromArray(DOUBLES, b, b4 + unit);
      s4 = s.fma(x4, s4);
      t4 = t.fma(x4, t4);
    }
    s0.intoArray(lanes, 0);
    s1.intoArray(lanes, DOUBLE_LANES);
    s2.intoArray(lanes, 2 * DOUBLE_LANES);
    s3.intoArray(lanes, 3 * DOUBLE_LANES);
    s4.intoArray(lanes, 4 * DOUBLE_LANES);
    t0.intoArray(lanes, 5 * DOUBLE_LANES);
    t1.intoArray(lanes, 6 * DOUBLE_LANES);
    t2.intoArray(lanes, 7 * DOUBLE_LANES);
    t3.intoArray(lanes, 8 * DOUBLE_LANES);
    t4.intoArray(lanes, 9 * DOUBLE_LANES);
  }
}
