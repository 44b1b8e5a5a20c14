package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.Species.FLOATS;
import static io.evenkeel.core.kernel.Species.INTS;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/** {@link PieceKernel} on as many numbers at once as a vector has lanes. */
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
    if (low.form() != Piece.Form.CONSTANT || high.form() != Piece.Form.SAME) {
      fill(from, to, x, high, value, slope);
      upTo(from, to, x, limit, low, value, slope);
      return;
    }
    int end = from + (to - from) / STEP * STEP;
    ramp(from, end, x, limit, low, high.slope(), value, slope);
    PLAIN.two(end, to, x, limit, low, high, value, slope);
  }

  /** A constant and then x. */
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

  /** Each value has the bits of x that its piece keeps, with those turned that it turns. */
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
    PLAIN.three(end, to, x, first, last, low, middle, high, value, slope);
  }

  private static FloatVector kept(Piece piece) {
    int bits = piece.form() == Piece.Form.CONSTANT ? 0 : -1;
    return IntVector.broadcast(INTS, bits).reinterpretAsFloats();
  }

  private static FloatVector turned(Piece piece) {
    int bits =
        switch (piece.form()) {
          case SAME -> 0;
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
