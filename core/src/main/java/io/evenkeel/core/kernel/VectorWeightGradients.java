package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.Species.FLOATS;

import jdk.incubator.vector.FloatVector;

/**
 * Computes {@link ProductKernel#weightGradient} with inputs in the lanes: two vectors of inputs are
 * multiplied by the gradients of four units, row by row, and each of the eight sums has a register
 * of its own.
 */
final class VectorWeightGradients {
  private static final int LANES = FLOATS.length();

  private VectorWeightGradients() {}

  static void weightGradient(float[] d, float[] x, float[] gw, int rows, int out, int in) {
    int unit = 0;
    for (; unit <= out - 4; unit += 4) {
      int i = 0;
      for (; i <= in - 2 * LANES; i += 2 * LANES) {
        fourRows(d, unit, out, x, i, in, rows, gw);
      }
      restOfRow(d, unit, out, x, i, in, rows, gw);
      restOfRow(d, unit + 1, out, x, i, in, rows, gw);
      restOfRow(d, unit + 2, out, x, i, in, rows, gw);
      restOfRow(d, unit + 3, out, x, i, in, rows, gw);
    }
    for (; unit < out; unit++) {
      restOfRow(d, unit, out, x, 0, in, rows, gw);
    }
  }

  /** Computes two vectors of the weight gradient for each of four units. */
  private static void fourRows(
      float[] d, int unit, int out, float[] x, int from, int in, int rows, float[] gw) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    int at = from;
    int factor = unit;
    for (int row = 0; row < rows; row++) {
      FloatVector a = FloatVector.fromArray(FLOATS, x, at);
      FloatVector b = FloatVector.fromArray(FLOATS, x, at + LANES);
      FloatVector d0 = FloatVector.broadcast(FLOATS, d[factor]);
      a0 = a.fma(d0, a0);
      b0 = b.fma(d0, b0);
      FloatVector d1 = FloatVector.broadcast(FLOATS, d[factor + 1]);
      a1 = a.fma(d1, a1);
      b1 = b.fma(d1, b1);
      FloatVector d2 = FloatVector.broadcast(FLOATS, d[factor + 2]);
      a2 = a.fma(d2, a2);
      b2 = b.fma(d2, b2);
      FloatVector d3 = FloatVector.broadcast(FLOATS, d[factor + 3]);
      a3 = a.fma(d3, a3);
      b3 = b.fma(d3, b3);
      at += in;
      factor += out;
    }
    int to = unit * in + from;
    a0.intoArray(gw, to);
    b0.intoArray(gw, to + LANES);
    a1.intoArray(gw, to + in);
    b1.intoArray(gw, to + in + LANES);
    a2.intoArray(gw, to + 2 * in);
    b2.intoArray(gw, to + 2 * in + LANES);
    a3.intoArray(gw, to + 3 * in);
    b3.intoArray(gw, to + 3 * in + LANES);
  }

  /** Computes the weight gradient of one unit from input {@code from} on. */
  private static void restOfRow(
      float[] d, int unit, int out, float[] x, int from, int in, int rows, float[] gw) {
    int i = from;
    for (; i <= in - LANES; i += LANES) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int row = 0; row < rows; row++) {
        FloatVector factor = FloatVector.broadcast(FLOATS, d[row * out + unit]);
        sum = FloatVector.fromArray(FLOATS, x, row * in + i).fma(factor, sum);
      }
      sum.intoArray(gw, unit * in + i);
    }
    for (; i < in; i++) {
      float sum = 0;
      for (int row = 0; row < rows; row++) {
        sum = Math.fma(d[row * out + unit], x[row * in + i], sum);
      }
      gw[unit * in + i] = sum;
    }
  }
}
