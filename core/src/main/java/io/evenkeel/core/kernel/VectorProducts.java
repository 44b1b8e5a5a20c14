package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.Species.FLOATS;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * {@link ProductKernel} with a row of the batch in each lane. One or two vectors of rows, {@code
 * [units][rows]}, are multiplied by one weight after the other, in the order in which weights are
 * stored. Eight sums are made at once, each in a register of its own.
 */
final class VectorProducts implements ProductKernel {
  private static final int LANES = FLOATS.length();

  /** Lanes of 512 bits. */
  private static final int WIDEST = 16;

  /** How many rows are treated at once where units are in the lanes. */
  private static final int ROWS = 8;

  @Override
  public void forward(float[] x, float[] w, float[] y, int rows, int in, int out, float[] room) {
    multiply(x, w, y, rows, in, out, in, 1, room);
  }

  @Override
  public void backward(float[] d, float[] w, float[] g, int rows, int out, int in, float[] room) {
    if (LANES == WIDEST && rows % ROWS == 0 && in % (2 * LANES) == 0) {
      alongUnits(d, w, g, rows, out, in);
    } else {
      multiply(d, w, g, rows, out, in, 1, in, room);
    }
  }

  /**
   * {@code g = d w} with units of the result in the lanes, whose weights are adjacent in memory. A
   * weight is read once for eight rows. This needs sixteen sums, and only the widest vectors have
   * enough registers for them.
   */
  private static void alongUnits(float[] d, float[] w, float[] g, int rows, int out, int in) {
    for (int unit = 0; unit < in; unit += 2 * LANES) {
      for (int row = 0; row < rows; row += ROWS) {
        eightRows(d, row * out, w, unit, g, row * in + unit, out, in);
      }
    }
  }

  private static void eightRows(
      float[] d, int row, float[] w, int unit, float[] g, int to, int out, int in) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    FloatVector a7 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    FloatVector b4 = a0;
    FloatVector b5 = a0;
    FloatVector b6 = a0;
    FloatVector b7 = a0;
    int at = unit;
    for (int k = row; k < row + out; k++) {
      FloatVector a = FloatVector.fromArray(FLOATS, w, at);
      FloatVector b = FloatVector.fromArray(FLOATS, w, at + LANES);
      FloatVector d0 = FloatVector.broadcast(FLOATS, d[k]);
      a0 = a.fma(d0, a0);
      b0 = b.fma(d0, b0);
      FloatVector d1 = FloatVector.broadcast(FLOATS, d[k + out]);
      a1 = a.fma(d1, a1);
      b1 = b.fma(d1, b1);
      FloatVector d2 = FloatVector.broadcast(FLOATS, d[k + 2 * out]);
      a2 = a.fma(d2, a2);
      b2 = b.fma(d2, b2);
      FloatVector d3 = FloatVector.broadcast(FLOATS, d[k + 3 * out]);
      a3 = a.fma(d3, a3);
      b3 = b.fma(d3, b3);
      FloatVector d4 = FloatVector.broadcast(FLOATS, d[k + 4 * out]);
      a4 = a.fma(d4, a4);
      b4 = b.fma(d4, b4);
      FloatVector d5 = FloatVector.broadcast(FLOATS, d[k + 5 * out]);
      a5 = a.fma(d5, a5);
      b5 = b.fma(d5, b5);
      FloatVector d6 = FloatVector.broadcast(FLOATS, d[k + 6 * out]);
      a6 = a.fma(d6, a6);
      b6 = b.fma(d6, b6);
      FloatVector d7 = FloatVector.broadcast(FLOATS, d[k + 7 * out]);
      a7 = a.fma(d7, a7);
      b7 = b.fma(d7, b7);
      at += in;
    }
    a0.intoArray(g, to);
    b0.intoArray(g, to + LANES);
    a1.intoArray(g, to + in);
    b1.intoArray(g, to + in + LANES);
    a2.intoArray(g, to + 2 * in);
    b2.intoArray(g, to + 2 * in + LANES);
    a3.intoArray(g, to + 3 * in);
    b3.intoArray(g, to + 3 * in + LANES);
    a4.intoArray(g, to + 4 * in);
    b4.intoArray(g, to + 4 * in + LANES);
    a5.intoArray(g, to + 5 * in);
    b5.intoArray(g, to + 5 * in + LANES);
    a6.intoArray(g, to + 6 * in);
    b6.intoArray(g, to + 6 * in + LANES);
    a7.intoArray(g, to + 7 * in);
    b7.intoArray(g, to + 7 * in + LANES);
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

  @Override
  public void weightGradient(float[] d, float[] x, float[] gw, int rows, int out, int in) {
    VectorWeightGradients.weightGradient(d, x, gw, rows, out, in);
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
