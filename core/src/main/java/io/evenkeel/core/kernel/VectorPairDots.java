package io.evenkeel.core.kernel;

import java.util.Arrays;

/**
 * {@link DotKernel} for vectors that hold the lanes of two products.
 *
 * <p>Rows are first interleaved in pairs: a vector has a few units of one row in its lower half and
 * the same units of the next row in its upper half. A pair of a and a pair of b give two products,
 * and with the halves of b exchanged the two others. A tile consists of two pairs of a and four of
 * b; each register holds two of its 32 products.
 */
final class VectorPairDots implements DotKernel {
  /** Rows of a in a tile. */
  private static final int FEW = 4;

  /** Rows of b in a tile. */
  private static final int MANY = 8;

  /** How many rows of b are paired at a time. */
  private static final int BLOCK = 64;

  /** The place of each product in the result of a tile: ordered by pairs, even ones first. */
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

    /** Computes the sums of a tile of paired doubles. */
    void multiply(double[] few, int from, double[] many, int at, int vectors) {
      int vector = 2 * DOUBLE_LANES;
      VectorPairTiles.tile(few, from, many, at, vector * vectors, vectors, vector, wideSums);
      for (int product = 0; product < FEW * MANY; product++) {
        totals[product] = LaneSums.total(wideSums, product * DOUBLE_LANES);
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

    /** Pairs some rows of b, starting with {@code first}. */
    abstract void takeMany(int first, int count);

    /** Pairs some rows of a, starting with {@code first}. */
    abstract void takeFew(int first, int count);

    /**
     * Computes the sums of the products of four rows with eight of the many.
     *
     * @param row the first of the four among the many; less than 0 for the few
     */
    abstract void multiply(int row, int column);

    /** The part of a product that is not in the sums. */
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
        VectorPairTiles.pair(rows.values(), one, other, vectors, to, i * vectors * FLOAT_LANES);
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
      VectorPairTiles.tile(
          few, from, room.many, column / 2 * pair, pair, vectors, 2 * FLOAT_LANES, room.sums);
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
        VectorPairTiles.pair(rows, one, other, vectors, to, i * vectors * DOUBLE_LANES);
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
      room.multiply(few, from, room.wideMany, column / 2 * pair, vectors);
    }

    @Override
    double rest(int row, int column) {
      int whole = vectors * DOUBLE_LANES;
      return LaneSums.rest(a, row * units, b, column * units, whole, units);
    }
  }

  /** The products of float32 rows with each other; all rows are widened and paired at once. */
  private static final class GramPanel extends Panel {
    private final float[] x;
    private final int from;
    private final int stride;
    private final int units;
    private final int vectors;
    private final double[] pairs;
    private int firstOfMany;
    private int firstOfFew;

    GramPanel(float[] x, int from, int stride, int rows, int units, double[] pairs, double[] c) {
      super(rows, rows, c, true);
      this.x = x;
      this.from = from;
      this.stride = stride;
      this.units = units;
      this.pairs = pairs;
      vectors = units / DOUBLE_LANES;
      int pair = 2 * vectors * DOUBLE_LANES;
      for (int row = 0; row < rows; row += 2) {
        int one = from + row * stride;
        int other = from + Math.min(row + 1, rows - 1) * stride;
        VectorPairTiles.widePair(x, one, other, vectors, pairs, row / 2 * pair);
      }
    }

    @Override
    void takeMany(int first, int count) {
      firstOfMany = first;
    }

    @Override
    void takeFew(int first, int count) {
      firstOfFew = first;
    }

    @Override
    void multiply(int row, int column) {
      int pair = 2 * vectors * DOUBLE_LANES;
      int few = row < 0 ? firstOfFew : firstOfMany + row;
      int many = firstOfMany + column;
      room.multiply(pairs, few / 2 * pair, pairs, many / 2 * pair, vectors);
    }

    @Override
    double rest(int row, int column) {
      int whole = vectors * DOUBLE_LANES;
      return LaneSums.rest(x, from + row * stride, x, from + column * stride, whole, units);
    }
  }

  @Override
  public void addGram(
      float[] x, int from, int stride, int rows, int units, double[] room, double[] c) {
    new GramPanel(x, from, stride, rows, units, room, c).cover(true, units % DOUBLE_LANES > 0);
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
}
