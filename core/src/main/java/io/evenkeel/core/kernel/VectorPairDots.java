package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.Species.DOUBLES;
import static io.evenkeel.core.kernel.Species.FLOATS;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * {@link DotKernel} for vectors that hold the lanes of two products.
 *
 * <p>Rows are first laid side by side by pairs: a vector has a few units of one row in its lower
 * half and the same units of the next row in its upper half. A pair of a and a pair of b give two
 * products, and with the halves of b's exchanged the two others. A tile is two pairs of a and four
 * of b, one register for each two of its 32 products.
 */
final class VectorPairDots implements DotKernel {
  /** Rows of a in a tile. */
  private static final int FEW = 4;

  /** Rows of b in a tile. */
  private static final int MANY = 8;

  /** Rows of b that are paired at a time. */
  private static final int BLOCK = 64;

  private static final VectorShuffle<Float> SWAP =
      VectorShuffle.fromOp(FLOATS, lane -> lane ^ FLOAT_LANES);
  private static final VectorShuffle<Double> WIDE_SWAP =
      VectorShuffle.fromOp(DOUBLES, lane -> lane ^ DOUBLE_LANES);

  /** Where a tile leaves the product of two of its rows: by pairs, even ones first. */
  private static final int[] PLACE = new int[FEW * MANY];

  static {
    for (int i = 0; i < FEW; i++) {
      for (int j = 0; j < MANY; j++) {
        PLACE[i * MANY + j] = i / 2 * 2 * MANY + j / 2 * 4 + ((i ^ j) & 1) * 2 + (i & 1);
      }
    }
  }

  /** A thread's scratch memory. */
  private static final class Room {
    final float[] sums = new float[FEW * MANY * FLOAT_LANES];
    final double[] wideSums = new double[FEW * MANY * DOUBLE_LANES];
    final double[] totals = new double[FEW * MANY];
    final float[] few = new float[FEW * PANEL];
    final float[] many = new float[BLOCK * PANEL];
    double[] wideFew = new double[0];
    double[] wideMany = new double[0];

    void reserve(int units) {
      if (wideFew.length < FEW * units) {
        wideFew = new double[FEW * units];
        wideMany = new double[BLOCK * units];
      }
    }
  }

  private static final ThreadLocal<Room> ROOM = ThreadLocal.withInitial(Room::new);

  /** Products of all rows of a with all rows of b, over the units of one panel. */
  private abstract static class Panel {
    final Room room;
    private final int rows;
    private final int columns;
    private final double[] c;
    private final boolean gram;

    Panel(int rows, int columns, double[] c, boolean gram) {
      this.room = ROOM.get();
      this.rows = rows;
      this.columns = columns;
      this.c = c;
      this.gram = gram;
    }

    /** Pairs some rows of b. */
    abstract void takeMany(int first, int count);

    /** Pairs some rows of a. */
    abstract void takeFew(int first, int count);

    /**
     * Leaves the totals of the products of four rows with eight of the many.
     *
     * @param row the first of the four among the many; less than 0 for the few
     */
    abstract void multiply(int row, int column);

    /** What the totals lack of a product. */
    abstract double rest(int row, int column);

    final void cover(boolean upper, boolean beyond) {
      for (int block = 0; block < columns; block += BLOCK) {
        int end = Math.min(block + BLOCK, columns);
        takeMany(block, end - block);
        for (int row = 0; row < (upper ? Math.min(rows, end) : rows); row += FEW) {
          int among = gram && row >= block ? row - block : -1;
          if (among < 0) {
            takeFew(row, Math.min(FEW, rows - row));
          }
          // Of a tile that the diagonal crosses all products are made.
          int first = upper ? Math.max(block, row / MANY * MANY) : block;
          for (int column = first; column < end; column += MANY) {
            int count = Math.min(end - column, MANY);
            multiply(among, column - block);
            if (beyond) {
              addRest(row, column, count);
            }
            add(row, column, count);
          }
        }
      }
    }

    private void add(int row, int column, int count) {
      double[] totals = room.totals;
      for (int i = 0; i < Math.min(FEW, rows - row); i++) {
        int to = (row + i) * columns + column;
        for (int j = 0; j < count; j++) {
          c[to + j] += totals[PLACE[i * MANY + j]];
        }
      }
    }

    private void addRest(int row, int column, int count) {
      for (int i = 0; i < Math.min(FEW, rows - row); i++) {
        for (int j = 0; j < count; j++) {
          room.totals[PLACE[i * MANY + j]] += rest(row + i, column + j);
        }
      }
    }
  }

  private static final class FloatPanel extends Panel {
    private final Rows a;
    private final Rows b;
    private int first;
    private int size;
    private int vectors;

    FloatPanel(Rows a, Rows b, double[] c) {
      super(a.count(), b.count(), c, a.same(b));
      this.a = a;
      this.b = b;
    }

    void cover(int first, int size, boolean upper) {
      this.first = first;
      this.size = size;
      vectors = size / FLOAT_LANES;
      cover(upper, size % FLOAT_LANES > 0);
    }

    private void pair(Rows rows, int row, int count, float[] to) {
      for (int i = 0; i < count; i += 2) {
        int one = rows.start(row + i) + first;
        int other = rows.start(row + Math.min(i + 1, count - 1)) + first;
        VectorPairDots.pair(rows.values(), one, other, vectors, to, i * vectors * FLOAT_LANES);
      }
    }

    @Override
    void takeMany(int row, int count) {
      pair(b, row, count, room.many);
    }

    @Override
    void takeFew(int row, int count) {
      pair(a, row, count, room.few);
    }

    @Override
    void multiply(int row, int column) {
      int pair = 2 * vectors * FLOAT_LANES;
      float[] few = row < 0 ? room.few : room.many;
      int from = Math.max(row, 0) / 2 * pair;
      tile(few, from, room.many, column / 2 * pair, pair, vectors, 2 * FLOAT_LANES, room.sums);
      for (int product = 0; product < FEW * MANY; product++) {
        room.totals[product] = LaneSums.total(room.sums, product * FLOAT_LANES);
      }
    }

    @Override
    double rest(int row, int column) {
      int whole = vectors * FLOAT_LANES;
      return LaneSums.rest(
          a.values(), a.start(row) + first, b.values(), b.start(column) + first, whole, size);
    }
  }

  private static final class DoublePanel extends Panel {
    private final double[] a;
    private final double[] b;
    private final int units;
    private final int vectors;

    DoublePanel(double[] a, int aRows, double[] b, int bRows, int units, double[] c) {
      super(aRows, bRows, c, a == b);
      this.a = a;
      this.b = b;
      this.units = units;
      vectors = units / DOUBLE_LANES;
      room.reserve(units);
    }

    private void pair(double[] rows, int row, int count, double[] to) {
      for (int i = 0; i < count; i += 2) {
        int one = (row + i) * units;
        int other = (row + Math.min(i + 1, count - 1)) * units;
        VectorPairDots.pair(rows, one, other, vectors, to, i * vectors * DOUBLE_LANES);
      }
    }

    @Override
    void takeMany(int row, int count) {
      pair(b, row, count, room.wideMany);
    }

    @Override
    void takeFew(int row, int count) {
      pair(a, row, count, room.wideFew);
    }

    @Override
    void multiply(int row, int column) {
      int pair = 2 * vectors * DOUBLE_LANES;
      double[] few = row < 0 ? room.wideFew : room.wideMany;
      int from = Math.max(row, 0) / 2 * pair;
      tile(
          few,
          from,
          room.wideMany,
          column / 2 * pair,
          pair,
          vectors,
          2 * DOUBLE_LANES,
          room.wideSums);
      for (int product = 0; product < FEW * MANY; product++) {
        room.totals[product] = LaneSums.total(room.wideSums, product * DOUBLE_LANES);
      }
    }

    @Override
    double rest(int row, int column) {
      int whole = vectors * DOUBLE_LANES;
      return LaneSums.rest(a, row * units, b, column * units, whole, units);
    }
  }

  @Override
  public void dots(Rows a, Rows b, int units, boolean upper, double[] c) {
    Arrays.fill(c, 0, a.count() * b.count(), 0);
    FloatPanel panel = new FloatPanel(a, b, c);
    for (int first = 0; first < units; first += PANEL) {
      panel.cover(first, Math.min(PANEL, units - first), upper);
    }
  }

  @Override
  public void addDots(
      double[] a, int aRows, double[] b, int bRows, int units, boolean upper, double[] c) {
    new DoublePanel(a, aRows, b, bRows, units, c).cover(upper, units % DOUBLE_LANES > 0);
  }

  /** Lays two rows side by side. */
  private static void pair(float[] x, int one, int other, int vectors, float[] to, int at) {
    if (vectors == 0) {
      return;
    }
    // Each vector is twice as long as what is wanted of it: its upper half is overwritten.
    for (int k = 0; k < vectors - 1; k++) {
      int unit = k * FLOAT_LANES;
      FloatVector.fromArray(FLOATS, x, one + unit).intoArray(to, at + 2 * unit);
      FloatVector.fromArray(FLOATS, x, other + unit).intoArray(to, at + 2 * unit + FLOAT_LANES);
    }
    copyPair(x, one, other, (vectors - 1) * FLOAT_LANES, to, at);
  }

  private static void copyPair(float[] x, int one, int other, int unit, float[] to, int at) {
    System.arraycopy(x, one + unit, to, at + 2 * unit, FLOAT_LANES);
    System.arraycopy(x, other + unit, to, at + 2 * unit + FLOAT_LANES, FLOAT_LANES);
  }

  /** As the other, of doubles. */
  private static void pair(double[] x, int one, int other, int vectors, double[] to, int at) {
    if (vectors == 0) {
      return;
    }
    for (int k = 0; k < vectors - 1; k++) {
      int unit = k * DOUBLE_LANES;
      DoubleVector.fromArray(DOUBLES, x, one + unit).intoArray(to, at + 2 * unit);
      DoubleVector.fromArray(DOUBLES, x, other + unit).intoArray(to, at + 2 * unit + DOUBLE_LANES);
    }
    copyPair(x, one, other, (vectors - 1) * DOUBLE_LANES, to, at);
  }

  private static void copyPair(double[] x, int one, int other, int unit, double[] to, int at) {
    System.arraycopy(x, one + unit, to, at + 2 * unit, DOUBLE_LANES);
    System.arraycopy(x, other + unit, to, at + 2 * unit + DOUBLE_LANES, DOUBLE_LANES);
  }

  /**
   * Leaves the lanes of the products of two pairs of a with four of b.
   *
   * @param bFrom index of b's first pair
   * @param pair values of a pair
   * @param size lanes of a vector; a variable, since C2 would unroll a loop whose steps it knows,
   *     and lack registers then
   */
  private static void tile(
      float[] a, int aFrom, float[] b, int bFrom, int pair, int vectors, int size, float[] sums) {
    FloatVector z = FloatVector.zero(FLOATS);
    FloatVector s0 = z;
    FloatVector s1 = z;
    FloatVector s2 = z;
    FloatVector s3 = z;
    FloatVector s4 = z;
    FloatVector s5 = z;
    FloatVector s6 = z;
    FloatVector s7 = z;
    FloatVector t0 = z;
    FloatVector t1 = z;
    FloatVector t2 = z;
    FloatVector t3 = z;
    FloatVector t4 = z;
    FloatVector t5 = z;
    FloatVector t6 = z;
    FloatVector t7 = z;
    for (int k = 0; k < vectors; k++) {
      int unit = (int) ((long) k * size);
      FloatVector x = FloatVector.fromArray(FLOATS, a, aFrom + unit);
      FloatVector y = FloatVector.fromArray(FLOATS, a, aFrom + pair + unit);
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, bFrom + unit);
      s0 = x.fma(b0, s0);
      t0 = y.fma(b0, t0);
      FloatVector c0 = b0.rearrange(SWAP);
      s1 = x.fma(c0, s1);
      t1 = y.fma(c0, t1);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, bFrom + pair + unit);
      s2 = x.fma(b1, s2);
      t2 = y.fma(b1, t2);
      FloatVector c1 = b1.rearrange(SWAP);
      s3 = x.fma(c1, s3);
      t3 = y.fma(c1, t3);
      FloatVector b2 = FloatVector.fromArray(FLOATS, b, bFrom + 2 * pair + unit);
      s4 = x.fma(b2, s4);
      t4 = y.fma(b2, t4);
      FloatVector c2 = b2.rearrange(SWAP);
      s5 = x.fma(c2, s5);
      t5 = y.fma(c2, t5);
      FloatVector b3 = FloatVector.fromArray(FLOATS, b, bFrom + 3 * pair + unit);
      s6 = x.fma(b3, s6);
      t6 = y.fma(b3, t6);
      FloatVector c3 = b3.rearrange(SWAP);
      s7 = x.fma(c3, s7);
      t7 = y.fma(c3, t7);
    }
    s0.intoArray(sums, 0 * size);
    s1.intoArray(sums, 1 * size);
    s2.intoArray(sums, 2 * size);
    s3.intoArray(sums, 3 * size);
    s4.intoArray(sums, 4 * size);
    s5.intoArray(sums, 5 * size);
    s6.intoArray(sums, 6 * size);
    s7.intoArray(sums, 7 * size);
    t0.intoArray(sums, 8 * size);
    t1.intoArray(sums, 9 * size);
    t2.intoArray(sums, 10 * size);
    t3.intoArray(sums, 11 * size);
    t4.intoArray(sums, 12 * size);
    t5.intoArray(sums, 13 * size);
    t6.intoArray(sums, 14 * size);
    t7.intoArray(sums, 15 * size);
  }

  /** As the other, of doubles. */
  private static void tile(
      double[] a,
      int aFrom,
      double[] b,
      int bFrom,
      int pair,
      int vectors,
      int size,
      double[] sums) {
    DoubleVector z = DoubleVector.zero(DOUBLES);
    DoubleVector s0 = z;
    DoubleVector s1 = z;
    DoubleVector s2 = z;
    DoubleVector s3 = z;
    DoubleVector s4 = z;
    DoubleVector s5 = z;
    DoubleVector s6 = z;
    DoubleVector s7 = z;
    DoubleVector t0 = z;
    DoubleVector t1 = z;
    DoubleVector t2 = z;
    DoubleVector t3 = z;
    DoubleVector t4 = z;
    DoubleVector t5 = z;
    DoubleVector t6 = z;
    DoubleVector t7 = z;
    for (int k = 0; k < vectors; k++) {
      int unit = (int) ((long) k * size);
      DoubleVector x = DoubleVector.fromArray(DOUBLES, a, aFrom + unit);
      DoubleVector y = DoubleVector.fromArray(DOUBLES, a, aFrom + pair + unit);
      DoubleVector b0 = DoubleVector.fromArray(DOUBLES, b, bFrom + unit);
      s0 = x.fma(b0, s0);
      t0 = y.fma(b0, t0);
      DoubleVector c0 = b0.rearrange(WIDE_SWAP);
      s1 = x.fma(c0, s1);
      t1 = y.fma(c0, t1);
      DoubleVector b1 = DoubleVector.fromArray(DOUBLES, b, bFrom + pair + unit);
      s2 = x.fma(b1, s2);
      t2 = y.fma(b1, t2);
      DoubleVector c1 = b1.rearrange(WIDE_SWAP);
      s3 = x.fma(c1, s3);
      t3 = y.fma(c1, t3);
      DoubleVector b2 = DoubleVector.fromArray(DOUBLES, b, bFrom + 2 * pair + unit);
      s4 = x.fma(b2, s4);
      t4 = y.fma(b2, t4);
      DoubleVector c2 = b2.rearrange(WIDE_SWAP);
      s5 = x.fma(c2, s5);
      t5 = y.fma(c2, t5);
      DoubleVector b3 = DoubleVector.fromArray(DOUBLES, b, bFrom + 3 * pair + unit);
      s6 = x.fma(b3, s6);
      t6 = y.fma(b3, t6);
      DoubleVector c3 = b3.rearrange(WIDE_SWAP);
      s7 = x.fma(c3, s7);
      t7 = y.fma(c3, t7);
    }
    s0.intoArray(sums, 0 * size);
    s1.intoArray(sums, 1 * size);
    s2.intoArray(sums, 2 * size);
    s3.intoArray(sums, 3 * size);
    s4.intoArray(sums, 4 * size);
    s5.intoArray(sums, 5 * size);
    s6.intoArray(sums, 6 * size);
    s7.intoArray(sums, 7 * size);
    t0.intoArray(sums, 8 * size);
    t1.intoArray(sums, 9 * size);
    t2.intoArray(sums, 10 * size);
    t3.intoArray(sums, 11 * size);
    t4.intoArray(sums, 12 * size);
    t5.intoArray(sums, 13 * size);
    t6.intoArray(sums, 14 * size);
    t7.intoArray(sums, 15 * size);
  }
}
