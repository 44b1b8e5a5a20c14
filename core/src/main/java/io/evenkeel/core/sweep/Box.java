package io.evenkeel.core.sweep;

import io.evenkeel.core.axis.IntegerRuns;
import java.util.ArrayList;
import java.util.List;

/**
 * A product of sets of whole numbers. A name is represented by its place in a {@link Vocabulary}.
 * So boxes can be intersected and subtracted without listing their points.
 *
 * @param sides the set of each dimension, from the one that changes slowest to the one that changes
 *     fastest
 * @param descending of each dimension, whether large numbers come first
 */
record Box(List<IntegerRuns> sides, List<Boolean> descending) {

  Box {
    sides = List.copyOf(sides);
    descending = List.copyOf(descending);
  }

  /** The set of one dimension. */
  IntegerRuns side(int dimension) {
    return sides.get(dimension);
  }

  /** The set of the dimension that changes fastest. */
  IntegerRuns lastSide() {
    return sides.get(sides.size() - 1);
  }

  /** This box with another set for one dimension. */
  Box with(int dimension, IntegerRuns side) {
    List<IntegerRuns> changed = new ArrayList<>(sides);
    changed.set(dimension, side);
    return new Box(changed, descending);
  }

  /**
   * Number of points.
   *
   * @throws ArithmeticException if it exceeds 2^63 - 1
   */
  long size() {
    long size = 1;
    for (IntegerRuns side : sides) {
      size = Math.multiplyExact(size, side.size());
    }
    return size;
  }

  /**
   * The point at {@code index} of the mixed-radix order.
   *
   * @return one number per dimension
   */
  long[] point(long index) {
    long[] point = new long[sides.size()];
    long rest = index;
    for (int d = point.length - 1; d >= 0; d--) {
      long size = sides.get(d).size();
      point[d] = number(d, rest % size);
      rest /= size;
    }
    return point;
  }

  /**
   * Visits the points of a box whose last coordinate is the first of its side: one point per cell.
   */
  final class Cells {
    private final long[] point;
    private final long[] digits = new long[sides.size()];
    private final int last = sides.size() - 2;

    /**
     * @param cell number of the first one to show
     */
    Cells(long cell) {
      point = Box.this.point(cell * lastSide().size());
      long rest = cell;
      for (int d = last; d >= 0; d--) {
        digits[d] = rest % sides.get(d).size();
        rest /= sides.get(d).size();
      }
    }

    /** The current point; changed by {@link #next}. */
    long[] point() {
      return point;
    }

    /** Goes to the next cell; false after the last one. */
    boolean next() {
      for (int d = last; d >= 0; d--) {
        boolean more = digits[d] + 1 < sides.get(d).size();
        digits[d] = more ? digits[d] + 1 : 0;
        point[d] = number(d, digits[d]);
        if (more) {
          return true;
        }
      }
      return false;
    }
  }

  private long number(int dimension, long digit) {
    IntegerRuns side = sides.get(dimension);
    return side.get(descending.get(dimension) ? side.size() - 1 - digit : digit);
  }

  /** The points of this box that are not in {@code other}, as boxes that share no point. */
  List<Box> minus(Box other) {
    for (int d = 0; d < sides.size(); d++) {
      if (sides.get(d).intersection(other.sides.get(d)).isEmpty()) {
        return List.of(this);
      }
    }
    List<Box> pieces = new ArrayList<>();
    Box inside = this;
    for (int d = 0; d < sides.size(); d++) {
      IntegerRuns side = sides.get(d);
      IntegerRuns outside = side.minus(other.sides.get(d));
      if (!outside.isEmpty()) {
        pieces.add(inside.with(d, outside));
      }
      inside = inside.with(d, side.intersection(other.sides.get(d)));
    }
    return pieces;
  }
}
