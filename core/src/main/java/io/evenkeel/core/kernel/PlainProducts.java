package io.evenkeel.core.kernel;

import java.util.Arrays;

/** {@link ProductKernel} in plain loops over the rows. */
final class PlainProducts implements ProductKernel {
  @Override
  public void forward(float[] x, float[] w, float[] y, int rows, int in, int out, float[] room) {
    transpose(x, rows, in, room, 0);
    int sums = rows * in;
    Arrays.fill(room, sums, sums + rows * out, 0f);
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        add(w[o * in + i], room, i * rows, sums + o * rows, rows);
      }
    }
    untranspose(room, sums, rows, out, y);
  }

  @Override
  public void backward(float[] d, float[] w, float[] g, int rows, int out, int in, float[] room) {
    transpose(d, rows, out, room, 0);
    int sums = rows * out;
    Arrays.fill(room, sums, sums + rows * in, 0f);
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        add(w[o * in + i], room, o * rows, sums + i * rows, rows);
      }
    }
    untranspose(room, sums, rows, in, g);
  }

  @Override
  public void weightGradient(float[] d, float[] x, float[] gw, int rows, int out, int in) {
    Arrays.fill(gw, 0, out * in, 0f);
    for (int o = 0; o < out; o++) {
      for (int row = 0; row < rows; row++) {
        float factor = d[row * out + o];
        for (int i = 0; i < in; i++) {
          gw[o * in + i] = Math.fma(factor, x[row * in + i], gw[o * in + i]);
        }
      }
    }
  }

  private static void add(float weight, float[] room, int from, int to, int rows) {
    for (int row = 0; row < rows; row++) {
      room[to + row] = Math.fma(weight, room[from + row], room[to + row]);
    }
  }

  private static void transpose(float[] x, int rows, int units, float[] room, int to) {
    for (int row = 0; row < rows; row++) {
      for (int unit = 0; unit < units; unit++) {
        room[to + unit * rows + row] = x[row * units + unit];
      }
    }
  }

  private static void untranspose(float[] room, int from, int rows, int units, float[] y) {
    for (int row = 0; row < rows; row++) {
      for (int unit = 0; unit < units; unit++) {
        y[row * units + unit] = room[from + unit * rows + row];
      }
    }
  }
}
