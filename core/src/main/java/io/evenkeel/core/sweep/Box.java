package io.evenkeel.core.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A product of sets of whole numbers. Names are stood for by their places in a {@link Vocabulary},
 * so that boxes can be intersected and subtracted without listing what is in them.
 *
 * @param sides the set of each dimension
 */
record Box(Map<Dimension, IntegerRuns> sides) {

  /** The dimensions, from the one that changes slowest to the one that changes fastest. */
  enum Dimension {
    /** Width and input width as one number. */
    SHAPE(0, true),
    DEPTH(1, true),
    BATCH(2, true),
    READOUT_WIDTH(3, true),
    BACKWARD(4, false),
    ENGINE(5, false),
    SCHEME(6, false),
    BIAS(7, false),
    INPUT(8, false),
    LOSS(9, false),
    SEED(10, false);

    private static final Dimension[] ALL = values();

    private final int place;
    private final boolean descending;

    Dimension(int place, boolean descending) {
      this.place = place;
      this.descending = descending;
    }

    /** Where a point has its number of this dimension. */
    int place() {
      return place;
    }

    /** Whether large values come first: a plan begins with its costliest trials. */
    boolean descending() {
      return descending;
    }
  }

  Box {
    sides = Collections.unmodifiableMap(new EnumMap<>(sides));
  }

  /** This with another set of one dimension. */
  Box with(Dimension dimension, IntegerRuns side) {
    Map<Dimension, IntegerRuns> changed = new EnumMap<>(sides);
    changed.put(dimension, side);
    return new Box(changed);
  }

  /**
   * Number of points.
   *
   * @throws ArithmeticException if it exceeds 2^63 - 1
   */
  long size() {
    long size = 1;
    for (IntegerRuns side : sides.values()) {
      size = Math.multiplyExact(size, side.size());
    }
    return size;
  }

  /**
   * The point at {@code index} of the mixed-radix order.
   *
   * @return one number per dimension, at its {@link Dimension#place}
   */
  long[] point(long index) {
    long[] point = new long[Dimension.ALL.length];
    long rest = index;
    for (int d = point.length - 1; d >= 0; d--) {
      IntegerRuns side = sides.get(Dimension.ALL[d]);
      long digit = rest % side.size();
      rest /= side.size();
      point[d] = number(Dimension.ALL[d], digit);
    }
    return point;
  }

  /** Walks the points of a box whose last dimension is at its first place: one per cell. */
  final class Cells {
    private final long[] point = Box.this.point(0);
    private final long[] digits = new long[Dimension.ALL.length];
    private final int last = Dimension.ALL.length - 2;

    /** The point at hand; changed by {@link #next}. */
    long[] point() {
      return point;
    }

    /** Goes on to the next cell; false after the last. */
    boolean next() {
      for (int d = last; d >= 0; d--) {
        boolean more = digits[d] + 1 < sides.get(Dimension.ALL[d]).size();
        digits[d] = more ? digits[d] + 1 : 0;
        point[d] = number(Dimension.ALL[d], digits[d]);
        if (more) {
          return true;
        }
      }
      return false;
    }
  }

  private long number(Dimension dimension, long digit) {
    IntegerRuns side = sides.get(dimension);
    return side.get(dimension.descending() ? side.size() - 1 - digit : digit);
  }

  /** What is in this and not in {@code other}, as boxes that share no point. */
  List<Box> minus(Box other) {
    for (Dimension dimension : Dimension.ALL) {
      if (sides.get(dimension).intersection(other.sides.get(dimension)).isEmpty()) {
        return List.of(this);
      }
    }
    List<Box> pieces = new ArrayList<>();
    Box inside = this;
    for (Dimension dimension : Dimension.ALL) {
      IntegerRuns side = sides.get(dimension);
      IntegerRuns outside = side.minus(other.sides.get(dimension));
      if (!outside.isEmpty()) {
        pieces.add(inside.with(dimension, outside));
      }
      inside = inside.with(dimension, side.intersection(other.sides.get(dimension)));
    }
    return pieces;
  }
}
