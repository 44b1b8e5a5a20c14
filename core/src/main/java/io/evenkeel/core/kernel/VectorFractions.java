package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.Species.FLOATS;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/** The loops of {@link PieceKernel#fraction} over whole vectors. */
final class VectorFractions {
  private static final int STEP = FLOATS.length();

  private VectorFractions() {}

  /** A fraction with the divisor 1 + bend |x|. */
  static void evenDivisor(
      int from, int end, float[] x, float factor, float bend, float[] value, float[] slope) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    FloatVector bends = FloatVector.broadcast(FLOATS, bend);
    FloatVector factors = FloatVector.broadcast(FLOATS, factor);
    for (int i = from; i < end; i += STEP) {
      FloatVector vx = FloatVector.fromArray(FLOATS, x, i);
      FloatVector divisor = vx.abs().mul(bends).add(one);
      FloatVector inverse = one.div(divisor);
      inverse.mul(inverse).mul(factors).intoArray(slope, i);
      vx.mul(factors).div(divisor).intoArray(value, i);
    }
  }

  /** A fraction with one bend where x is at most 0, and another elsewhere. */
  static void anyDivisor(
      int from,
      int end,
      float[] x,
      float factor,
      float lowBend,
      float highBend,
      float[] value,
      float[] slope) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    FloatVector zero = FloatVector.zero(FLOATS);
    FloatVector low = FloatVector.broadcast(FLOATS, lowBend);
    FloatVector high = FloatVector.broadcast(FLOATS, highBend);
    FloatVector factors = FloatVector.broadcast(FLOATS, factor);
    for (int i = from; i < end; i += STEP) {
      FloatVector vx = FloatVector.fromArray(FLOATS, x, i);
      FloatVector divisor = vx.mul(high.blend(low, vx.compare(LE, zero))).add(one);
      FloatVector inverse = one.div(divisor);
      inverse.mul(inverse).mul(factors).intoArray(slope, i);
      vx.mul(factors).div(divisor).intoArray(value, i);
    }
  }
}
