package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.Species.FLOATS;
import static io.evenkeel.core.kernel.Species.INTS;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/** {@link PieceKernel} in vector code. */
final class VectorPieces implements PieceKernel {
  private static final int STEP = FLOATS.length();
  private static final PlainPieces PLAIN = new PlainPieces();

  @Override
  public void fill(int from, int to, float[] x, Piece piece, float[] value, float[] slope) {
    PLAIN.fill(from, to, x, piece, value, slope);
  }

  @Override
  public void two(
      int from,
      int to,
      float[] x,
      float limit,
      Piece low,
      Piece high,
      float[] value,
      float[] slope) {
    if (isLine(low) || isLine(high)) {
      three(from, to, x, Float.NEGATIVE_INFINITY, limit, low, low, high, value, slope);
      return;
    }
    if (low.form() != Piece.Form.CONSTANT || high.form() != Piece.Form.SAME) {
      fill(from, to, x, high, value, slope);
      upTo(from, to, x, limit, low, value, slope);
      return;
    }
    int end = from + (to - from) / STEP * STEP;
    ramp(from, end, x, limit, low, high.slope(), value, slope);
    PLAIN.two(end, to, x, limit, low, high, value, slope);
  }

  /** A constant up to a limit, x beyond it. */
  private static void ramp(
      int from,
      int to,
      float[] x,
      float limit,
      Piece low,
      float highSlope,
      float[] value,
      float[] slope) {
    FloatVector bound = FloatVector.broadcast(FLOATS, limit);
    FloatVector values = FloatVector.broadcast(FLOATS, low.constant());
    FloatVector lowSlopes = FloatVector.broadcast(FLOATS, low.slope());
    FloatVector highSlopes = FloatVector.broadcast(FLOATS, highSlope);
    for (int i = from; i < to; i += STEP) {
      FloatVector vx = FloatVector.fromArray(FLOATS, x, i);
      VectorMask<Float> below = vx.compare(LE, bound);
      highSlopes.blend(lowSlopes, below).intoArray(slope, i);
      vx.blend(values, below).intoArray(value, i);
    }
  }

  private static boolean isLine(Piece piece) {
    return piece.form() == Piece.Form.LINE;
  }

  @Override
  public void three(
      int from,
      int to,
      float[] x,
      float first,
      float last,
      Piece low,
      Piece middle,
      Piece high,
      float[] value,
      float[] slope) {
    int end = from + (to - from) / STEP * STEP;
    if (isLine(low) || isLine(middle) || isLine(high)) {
      lines(from, end, x, first, last, low, middle, high, value, slope);
    } else {
      bits(from, end, x, first, last, low, middle, high, value, slope);
    }
    PLAIN.three(end, to, x, first, last, low, middle, high, value, slope);
  }

  /**
   * Computes {@code (x + shift) factor} with the shift and the factor of each value's piece. Bit
   * masks of the piece keep the result, change its sign, or replace it by a constant.
   */
  private static void lines(
      int from,
      int end,
      float[] x,
      float first,
      float last,
      Piece low,
      Piece middle,
      Piece high,
      float[] value,
      float[] slope) {
    FloatVector firsts = FloatVector.broadcast(FLOATS, first);
    FloatVector lasts = FloatVector.broadcast(FLOATS, last);
    FloatVector lowKept = kept(low);
    FloatVector middleKept = kept(middle);
    FloatVector highKept = kept(high);
    FloatVector lowTurned = turned(low);
    FloatVector middleTurned = turned(middle);
    FloatVector highTurned = turned(high);
    FloatVector lowShift = shift(low);
    FloatVector middleShift = shift(middle);
    FloatVector highShift = shift(high);
    FloatVector lowFactor = factor(low);
    FloatVector middleFactor = factor(middle);
    FloatVector highFactor = factor(high);
    FloatVector lowSlope = FloatVector.broadcast(FLOATS, low.slope());
    FloatVector middleSlope = FloatVector.broadcast(FLOATS, middle.slope());
    FloatVector highSlope = FloatVector.broadcast(FLOATS, high.slope());
    for (int i = from; i < end; i += STEP) {
      FloatVector vx = FloatVector.fromArray(FLOATS, x, i);
      VectorMask<Float> isMiddle = vx.compare(LE, lasts);
      VectorMask<Float> isLow = vx.compare(LE, firsts);
      highSlope.blend(middleSlope, isMiddle).blend(lowSlope, isLow).intoArray(slope, i);
      FloatVector shift = highShift.blend(middleShift, isMiddle).blend(lowShift, isLow);
      FloatVector factor = highFactor.blend(middleFactor, isMiddle).blend(lowFactor, isLow);
      FloatVector kept = highKept.blend(middleKept, isMiddle).blend(lowKept, isLow);
      FloatVector turned = highTurned.blend(middleTurned, isMiddle).blend(lowTurned, isLow);
      vx.add(shift)
          .mul(factor)
          .reinterpretAsInts()
          .and(kept.reinterpretAsInts())
          .lanewise(XOR, turned.reinterpretAsInts())
          .reinterpretAsFloats()
          .intoArray(value, i);
    }
  }

  /** The number that is added to x: the shift of a line, 0 for any other piece. */
  private static FloatVector shift(Piece piece) {
    return FloatVector.broadcast(FLOATS, isLine(piece) ? piece.constant() : -0f);
  }

  private static FloatVector factor(Piece piece) {
    return FloatVector.broadcast(FLOATS, isLine(piece) ? piece.slope() : 1);
  }

  /**
   * Computes pieces that are x, -x or constants: bit masks select, for each value, the bits of x to
   * keep and those to change.
   */
  private static void bits(
      int from,
      int end,
      float[] x,
      float first,
      float last,
      Piece low,
      Piece middle,
      Piece high,
      float[] value,
      float[] slope) {
    FloatVector firsts = FloatVector.broadcast(FLOATS, first);
    FloatVector lasts = FloatVector.broadcast(FLOATS, last);
    FloatVector lowKept = kept(low);
    FloatVector middleKept = kept(middle);
    FloatVector highKept = kept(high);
    FloatVector lowTurned = turned(low);
    FloatVector middleTurned = turned(middle);
    FloatVector highTurned = turned(high);
    FloatVector lowSlope = FloatVector.broadcast(FLOATS, low.slope());
    FloatVector middleSlope = FloatVector.broadcast(FLOATS, middle.slope());
    FloatVector highSlope = FloatVector.broadcast(FLOATS, high.slope());
    for (int i = from; i < end; i += STEP) {
      FloatVector vx = FloatVector.fromArray(FLOATS, x, i);
      VectorMask<Float> isMiddle = vx.compare(LE, lasts);
      VectorMask<Float> isLow = vx.compare(LE, firsts);
      highSlope.blend(middleSlope, isMiddle).blend(lowSlope, isLow).intoArray(slope, i);
      FloatVector kept = highKept.blend(middleKept, isMiddle).blend(lowKept, isLow);
      FloatVector turned = highTurned.blend(middleTurned, isMiddle).blend(lowTurned, isLow);
      vx.reinterpretAsInts()
          .and(kept.reinterpretAsInts())
          .lanewise(XOR, turned.reinterpretAsInts())
          .reinterpretAsFloats()
          .intoArray(value, i);
    }
  }

  private static FloatVector kept(Piece piece) {
    int bits = piece.form() == Piece.Form.CONSTANT ? 0 : -1;
    return IntVector.broadcast(INTS, bits).reinterpretAsFloats();
  }

  private static FloatVector turned(Piece piece) {
    int bits =
        switch (piece.form()) {
          case SAME, LINE -> 0;
          case NEGATIVE -> Integer.MIN_VALUE;
          case CONSTANT -> Float.floatToRawIntBits(piece.constant());
        };
    return IntVector.broadcast(INTS, bits).reinterpretAsFloats();
  }

  @Override
  public void upTo(
      int from, int to, float[] x, float limit, Piece piece, float[] value, float[] slope) {
    int end = from + (to - from) / STEP * STEP;
    switch (piece.form()) {
      case SAME -> same(from, end, x, limit, piece.slope(), value, slope);
      case NEGATIVE -> negative(from, end, x, limit, piece.slope(), value, slope);
      case CONSTANT -> constant(from, end, x, limit, piece, value, slope);
      case LINE -> line(from, end, x, limit, piece, value, slope);
    }
    PlainPieces.replace(end, to, x, limit, piece, value, slope);
  }

  private static void same(
      int from, int to, float[] x, float limit, float newSlope, float[] value, float[] slope) {
    FloatVector bound = FloatVector.broadcast(FLOATS, limit);
    FloatVector slopes = FloatVector.broadcast(FLOATS, newSlope);
    for (int i = from; i < to; i += STEP) {
      FloatVector vx = FloatVector.fromArray(FLOATS, x, i);
      VectorMask<Float> below = vx.compare(LE, bound);
      FloatVector.fromArray(FLOATS, slope, i).blend(slopes, below).intoArray(slope, i);
      FloatVector.fromArray(FLOATS, value, i).blend(vx, below).intoArray(value, i);
    }
  }

  private static void negative(
      int from, int to, float[] x, float limit, float newSlope, float[] value, float[] slope) {
    FloatVector bound = FloatVector.broadcast(FLOATS, limit);
    FloatVector slopes = FloatVector.broadcast(FLOATS, newSlope);
    for (int i = from; i < to; i += STEP) {
      FloatVector vx = FloatVector.fromArray(FLOATS, x, i);
      VectorMask<Float> below = vx.compare(LE, bound);
      FloatVector.fromArray(FLOATS, slope, i).blend(slopes, below).intoArray(slope, i);
      FloatVector.fromArray(FLOATS, value, i).blend(vx.neg(), below).intoArray(value, i);
    }
  }

  private static void constant(
      int from, int to, float[] x, float limit, Piece piece, float[] value, float[] slope) {
    FloatVector bound = FloatVector.broadcast(FLOATS, limit);
    FloatVector values = FloatVector.broadcast(FLOATS, piece.constant());
    FloatVector slopes = FloatVector.broadcast(FLOATS, piece.slope());
    for (int i = from; i < to; i += STEP) {
      VectorMask<Float> below = FloatVector.fromArray(FLOATS, x, i).compare(LE, bound);
      FloatVector.fromArray(FLOATS, slope, i).blend(slopes, below).intoArray(slope, i);
      FloatVector.fromArray(FLOATS, value, i).blend(values, below).intoArray(value, i);
    }
  }

  private static void line(
      int from, int to, float[] x, float limit, Piece piece, float[] value, float[] slope) {
    FloatVector bound = FloatVector.broadcast(FLOATS, limit);
    FloatVector shift = FloatVector.broadcast(FLOATS, piece.constant());
    FloatVector slopes = FloatVector.broadcast(FLOATS, piece.slope());
    for (int i = from; i < to; i += STEP) {
      FloatVector vx = FloatVector.fromArray(FLOATS, x, i);
      VectorMask<Float> below = vx.compare(LE, bound);
      FloatVector values = vx.add(shift).mul(slopes);
      FloatVector.fromArray(FLOATS, slope, i).blend(slopes, below).intoArray(slope, i);
      FloatVector.fromArray(FLOATS, value, i).blend(values, below).intoArray(value, i);
    }
  }

  @Override
  public void fraction(
      int from,
      int to,
      float[] x,
      float factor,
      float lowBend,
      float highBend,
      float[] value,
      float[] slope) {
    int end = from + (to - from) / STEP * STEP;
    if (lowBend == -highBend) {
      VectorFractions.evenDivisor(from, end, x, factor, highBend, value, slope);
    } else {
      VectorFractions.anyDivisor(from, end, x, factor, lowBend, highBend, value, slope);
    }
    PLAIN.fraction(end, to, x, factor, lowBend, highBend, value, slope);
  }

  @Override
  public void atNan(
      int from, int to, float[] x, float atNan, float slopeAtNan, float[] value, float[] slope) {
    int end = from + (to - from) / STEP * STEP;
    FloatVector values = FloatVector.broadcast(FLOATS, atNan);
    FloatVector slopes = FloatVector.broadcast(FLOATS, slopeAtNan);
    for (int i = from; i < end; i += STEP) {
      FloatVector vx = FloatVector.fromArray(FLOATS, x, i);
      VectorMask<Float> nan = vx.compare(NE, vx);
      FloatVector.fromArray(FLOATS, slope, i).blend(slopes, nan).intoArray(slope, i);
      FloatVector.fromArray(FLOATS, value, i).blend(values, nan).intoArray(value, i);
    }
    PlainPieces.replaceNan(end, to, x, atNan, slopeAtNan, value, slope);
  }
}
