package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.Species.FLOATS;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * {@link ProductKernel} with a row of the batch in each lane: one vector of rows, or two, {@code
 * [units][rows]}, meet the weights one by one where they are. Eight sums are made at once, one
 * register each.
 */
final class VectorProducts implements ProductKernel {
  private static final int LANES = FLOATS.length();

  @Override
  public void forward(float[] x, float[] w, float[] y, int rows, int in, int out, float[] room) {
    multiply(x, w, y, rows, in, out, in, 1, room);
  }

  @Override
  public void backward(float[] d, float[] w, float[] g, int rows, int out, int in, float[] room) {
    multiply(d, w, g, rows, out, in, 1, in, room);
  }

  /**
   * {@code y[r][j] = sum over k of x[r][k] w[j apart + k step]}.
   *
   * @param inner values of a row of x
   * @param units values of a row of y
   */
  private static void multiply(
      float[] x,
      float[] w,
      float[] y,
      int rows,
      int inner,
      int units,
      int apart,
      int step,
      float[] room) {
    for (int row = 0; row < rows; ) {
      int lanes = rows - row > LANES ? 2 * LANES : LANES;
      int count = Math.min(lanes, rows - row);
      pack(x, row, count, lanes, inner, room);
      int sums = lanes * inner;
      if (lanes > LANES) {
        twoVectors(w, apart, step, inner, units, room, sums);
      } else {
        oneVector(w, apart, step, inner, units, room, sums);
      }
      unpack(room, sums, y, row, count, lanes, units);
      row += count;
    }
  }

  private static void twoVectors(
      float[] w, int apart, int step, int inner, int units, float[] room, int sums) {
    int unit = 0;
    for (; unit <= units - 4; unit += 4) {
      fourUnits(w, unit * apart, apart, step, inner, room, sums + unit * 2 * LANES);
    }
    for (; unit < units; unit++) {
      int to = sums + unit * 2 * LANES;
      oneUnit(w, unit * apart, step, inner, room, 0, 2 * LANES, to);
      oneUnit(w, unit * apart, step, inner, room, LANES, 2 * LANES, to + LANES);
    }
  }

  private static void oneVector(
      float[] w, int apart, int step, int inner, int units, float[] room, int sums) {
    int unit = 0;
    for (; unit <= units - 8; unit += 8) {
      eightUnits(w, unit * apart, apart, step, inner, room, sums + unit * LANES);
    }
    for (; unit < units; unit++) {
      oneUnit(w, unit * apart, step, inner, room, 0, LANES, sums + unit * LANES);
    }
  }

  private static void fourUnits(
      float[] w, int first, int apart, int step, int inner, float[] room, int to) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    int at = first;
    for (int k = 0; k < inner; k++) {
      FloatVector a = FloatVector.fromArray(FLOATS, room, k * 2 * LANES);
      FloatVector b = FloatVector.fromArray(FLOATS, room, k * 2 * LANES + LANES);
      FloatVector w0 = FloatVector.broadcast(FLOATS, w[at]);
      a0 = a.fma(w0, a0);
      b0 = b.fma(w0, b0);
      FloatVector w1 = FloatVector.broadcast(FLOATS, w[at + apart]);
      a1 = a.fma(w1, a1);
      b1 = b.fma(w1, b1);
      FloatVector w2 = FloatVector.broadcast(FLOATS, w[at + 2 * apart]);
      a2 = a.fma(w2, a2);
      b2 = b.fma(w2, b2);
      FloatVector w3 = FloatVector.broadcast(FLOATS, w[at + 3 * apart]);
      a3 = a.fma(w3, a3);
      b3 = b.fma(w3, b3);
      at += step;
    }
    a0.intoArray(room, to);
    b0.intoArray(room, to + LANES);
    a1.intoArray(room, to + 2 * LANES);
    b1.intoArray(room, to + 3 * LANES);
    a2.intoArray(room, to + 4 * LANES);
    b2.intoArray(room, to + 5 * LANES);
    a3.intoArray(room, to + 6 * LANES);
    b3.intoArray(room, to + 7 * LANES);
  }

  private static void eightUnits(
      float[] w, int first, int apart, int step, int inner, float[] room, int to) {
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    int at = first;
    for (int k = 0; k < inner; k++) {
      FloatVector x = FloatVector.fromArray(FLOATS, room, k * LANES);
      s0 = x.fma(FloatVector.broadcast(FLOATS, w[at]), s0);
      s1 = x.fma(FloatVector.broadcast(FLOATS, w[at + apart]), s1);
      s2 = x.fma(FloatVector.broadcast(FLOATS, w[at + 2 * apart]), s2);
      s3 = x.fma(FloatVector.broadcast(FLOATS, w[at + 3 * apart]), s3);
      s4 = x.fma(FloatVector.broadcast(FLOATS, w[at + 4 * apart]), s4);
      s5 = x.fma(FloatVector.broadcast(FLOATS, w[at + 5 * apart]), s5);
      s6 = x.fma(FloatVector.broadcast(FLOATS, w[at + 6 * apart]), s6);
      s7 = x.fma(FloatVector.broadcast(FLOATS, w[at + 7 * apart]), s7);
      at += step;
    }
    s0.intoArray(room, to);
    s1.intoArray(room, to + LANES);
    s2.intoArray(room, to + 2 * LANES);
    s3.intoArray(room, to + 3 * LANES);
    s4.intoArray(room, to + 4 * LANES);
    s5.intoArray(room, to + 5 * LANES);
    s6.intoArray(room, to + 6 * LANES);
    s7.intoArray(room, to + 7 * LANES);
  }

  private static void oneUnit(
      float[] w, int first, int step, int inner, float[] room, int from, int apart, int to) {
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int k = 0; k < inner; k++) {
      FloatVector x = FloatVector.fromArray(FLOATS, room, from + k * apart);
      sum = x.fma(FloatVector.broadcast(FLOATS, w[first + k * step]), sum);
    }
    sum.intoArray(room, to);
  }

  private static void pack(float[] x, int firstRow, int count, int lanes, int units, float[] room) {
    if (count < lanes) {
      Arrays.fill(room, 0, lanes * units, 0f);
    }
    for (int row = 0; row < count; row++) {
      int from = (firstRow + row) * units;
      if (lanes == LANES) {
        spread(x, from, units, room, row);
      } else {
        spreadWide(x, from, units, room, row);
      }
    }
  }

  // With distances that C2 knows these loops go three times as fast.

  private static void spread(float[] x, int from, int units, float[] room, int lane) {
    for (int unit = 0; unit < units; unit++) {
      room[unit * LANES + lane] = x[from + unit];
    }
  }

  private static void spreadWide(float[] x, int from, int units, float[] room, int lane) {
    for (int unit = 0; unit < units; unit++) {
      room[unit * 2 * LANES + lane] = x[from + unit];
    }
  }

  private static void unpack(
      float[] room, int sums, float[] y, int firstRow, int count, int lanes, int units) {
    for (int row = 0; row < count; row++) {
      int to = (firstRow + row) * units;
      if (lanes == LANES) {
        collect(room, sums + row, y, to, units);
      } else {
        collectWide(room, sums + row, y, to, units);
      }
    }
  }

  private static void collect(float[] room, int first, float[] y, int to, int units) {
    for (int unit = 0; unit < units; unit++) {
      y[to + unit] = room[first + unit * LANES];
    }
  }

  private static void collectWide(float[] room, int first, float[] y, int to, int units) {
    for (int unit = 0; unit < units; unit++) {
      y[to + unit] = room[first + unit * 2 * LANES];
    }
  }
}
