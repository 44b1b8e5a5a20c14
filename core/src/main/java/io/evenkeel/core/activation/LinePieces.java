package io.evenkeel.core.activation;

import io.evenkeel.core.kernel.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The pieces of a function that is straight between some places, in float32. At such a place and at
 * its two neighbouring floats the function takes the value that double precision gives; if neither
 * side's piece gives that value, the float is a piece of its own.
 */
final class LinePieces {
  /** With more pieces the formula's steps are faster. */
  private static final int MOST = 5;

  /** With slopes within this limit no step except the last one can overflow. */
  private static final double LARGEST_SLOPE = 0x1p100;

  /**
   * A shift that is nearer to a float than this, relative to its size, is rounded to that float.
   */
  private static final double EXACT = 0x1p-50;

  private final ExprBlocks blocks;
  private final List<Float> limits = new ArrayList<>();
  private final List<Piece> pieces = new ArrayList<>();

  /** Whether a piece is a single float. */
  private final List<Boolean> single = new ArrayList<>();

  private LinePieces(ExprBlocks blocks) {
    this.blocks = blocks;
  }

  /**
   * The pieces; empty if there are too many, or if a line cannot be computed in float32.
   *
   * @param lines the lines by the upper ends of their intervals
   * @param blocks what computes the function in double precision
   */
  static Optional<LinePieces> of(NavigableMap<Double, Fraction> lines, ExprBlocks blocks) {
    LinePieces found = new LinePieces(blocks);
    float first = -Float.MAX_VALUE;
    for (Map.Entry<Double, Fraction> interval : lines.entrySet()) {
      double end = interval.getKey();
      float place = (float) end;
      if (Float.isInfinite(place) && !Double.isInfinite(end)) {
        return Optional.empty();
      }
      float last = Math.nextDown(Float.isInfinite(place) ? place : Math.nextDown(place));
      if (first <= last) {
        Optional<Piece> piece = line(interval.getValue(), first, last);
        if (piece.isEmpty()) {
          return Optional.empty();
        }
        found.addLine(piece.get(), last);
      }
      if (!Float.isInfinite(place)) {
        found.addPoint(Math.nextDown(place));
        found.addPoint(place);
        found.addPoint(Math.nextUp(place));
        first = Math.nextUp(Math.nextUp(place));
      }
    }
    return found.pieces.size() <= MOST ? Optional.of(found) : Optional.empty();
  }

  /** The line between two numbers, empty if one of its steps would lose more than one rounding. */
  private static Optional<Piece> line(Fraction fraction, float first, float last) {
    double slope = fraction.a() / fraction.d();
    double atZero = fraction.b() / fraction.d();
    if (slope == 0) {
      return Optional.of(new Piece(Piece.Form.CONSTANT, (float) atZero + 0f, 0)); // no -0
    }
    if (atZero == 0 && Math.abs(slope) == 1) {
      Piece.Form form = slope > 0 ? Piece.Form.SAME : Piece.Form.NEGATIVE;
      return Optional.of(new Piece(form, 0, (float) slope));
    }
    double shift = atZero / slope;
    boolean crosses = -shift > first && -shift < last;
    double nearest = crosses ? 0 : Math.min(Math.abs(first + shift), Math.abs(last + shift));
    double off = Math.abs((float) shift - shift);
    boolean precise = off <= EXACT * Math.abs(shift) || off <= Math.ulp(1f) * nearest;
    boolean inRange =
        Math.abs(slope) <= LARGEST_SLOPE
            && Math.abs(slope) >= 1 / LARGEST_SLOPE
            && Math.abs(shift) <= LARGEST_SLOPE;
    return precise && inRange
        ? Optional.of(new Piece(Piece.Form.LINE, shift == 0 ? -0f : (float) shift, (float) slope))
        : Optional.empty();
  }

  private void addLine(Piece piece, float last) {
    while (!pieces.isEmpty() && single.get(single.size() - 1) && fits(piece, limit())) {
      removeLast();
    }
    if (!pieces.isEmpty() && pieces.get(pieces.size() - 1).equals(piece)) {
      limits.set(limits.size() - 1, last);
    } else {
      add(piece, last, false);
    }
  }

  private void addPoint(float x) {
    if (!limits.isEmpty() && x <= limit()) {
      return;
    }
    if (!pieces.isEmpty()
        && !single.get(single.size() - 1)
        && fits(pieces.get(pieces.size() - 1), x)) {
      limits.set(limits.size() - 1, x);
    } else {
      float[] at = at(x);
      add(new Piece(Piece.Form.CONSTANT, at[0], at[1]), x, true);
    }
  }

  private float limit() {
    return limits.get(limits.size() - 1);
  }

  private void add(Piece piece, float last, boolean isSingle) {
    pieces.add(piece);
    limits.add(last);
    single.add(isSingle);
  }

  private void removeLast() {
    pieces.remove(pieces.size() - 1);
    limits.remove(limits.size() - 1);
    single.remove(single.size() - 1);
  }

  /** Value and slope at a number, in double precision, rounded. */
  private float[] at(float x) {
    float[] value = new float[1];
    float[] slope = new float[1];
    blocks.apply(new float[] {x}, 1, value, slope);
    return new float[] {value[0], slope[0]};
  }

  private boolean fits(Piece piece, float x) {
    float[] at = at(x);
    return near(piece.at(x), at[0]) && near(piece.slope(), at[1]);
  }

  private static boolean near(float actual, float expected) {
    return Math.abs(actual - expected) <= 2 * Math.ulp(expected);
  }

  /** The last number of each piece but the last. */
  float[] limits() {
    float[] all = new float[limits.size() - 1];
    for (int i = 0; i < all.length; i++) {
      all[i] = limits.get(i);
    }
    return all;
  }

  Piece[] pieces() {
    return pieces.toArray(Piece[]::new);
  }
}
