package io.evenkeel.core.kernel;

import java.util.Arrays;

/** {@link ThinKernel} in plain loops. */
final class PlainThin implements ThinKernel {
  @Override
  public void combine(
      float[] a, int rows, int inner, float[] b, int stride, int columns, float[] c) {
    Arrays.fill(c, 0, rows * columns, 0f);
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < inner; k++) {
        float factor = a[row * inner + k];
        for (int j = 0; j < columns; j++) {
          c[row * columns + j] = Math.fma(factor, b[k * stride + j], c[row * columns + j]);
        }
      }
    }
  }

  @Override
  public void combineLower(
      double[] a, int rows, float[] x, int[] from, int columns, float[] c, int to, int stride) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < columns; j++) {
        double sum = 0;
        for (int k = 0; k <= row; k++) {
          sum = Math.fma(a[row * rows + k], x[from[k] + j], sum);
        }
        c[to + row * stride + j] = (float) sum;
      }
    }
  }

  @Override
  public void dots(
      float[] a,
      int aStride,
      int aRows,
      float[] b,
      int bFrom,
      int bStride,
      int bRows,
      int units,
      double[] c) {
    Arrays.fill(c, 0, aRows * bRows, 0);
    for (int first = 0; first < units; first += PANEL) {
      int size = Math.min(PANEL, units - first);
      for (int i = 0; i < aRows; i++) {
        for (int j = 0; j < bRows; j++) {
          c[i * bRows + j] += dot(a, i * aStride + first, b, bFrom + j * bStride + first, size);
        }
      }
    }
  }

  private static double dot(float[] a, int aFrom, float[] b, int bFrom, int size) {
    float[] lanes = new float[FLOAT_LANES];
    int whole = size / FLOAT_LANES * FLOAT_LANES;
    for (int unit = 0; unit < whole; unit += FLOAT_LANES) {
      for (int lane = 0; lane < FLOAT_LANES; lane++) {
        lanes[lane] = Math.fma(a[aFrom + unit + lane], b[bFrom + unit + lane], lanes[lane]);
      }
    }
    double[] sums = new double[DOUBLE_LANES];
    for (int lane = 0; lane < DOUBLE_LANES; lane++) {
      sums[lane] = (double) lanes[lane] + lanes[lane + DOUBLE_LANES];
    }
    return ThinSums.total(sums, 0) + ThinSums.rest(a, aFrom, b, bFrom, whole, size);
  }

  @Override
  public void addDots(
      double[] a, int aRows, double[] b, int bRows, int units, boolean upper, double[] c) {
    double[] lanes = new double[DOUBLE_LANES];
    int whole = units / DOUBLE_LANES * DOUBLE_LANES;
    for (int i = 0; i < aRows; i++) {
      for (int j = upper ? i : 0; j < bRows; j++) {
        Arrays.fill(lanes, 0);
        for (int unit = 0; unit < whole; unit += DOUBLE_LANES) {
          for (int lane = 0; lane < DOUBLE_LANES; lane++) {
            int at = unit + lane;
            lanes[lane] = Math.fma(a[i * units + at], b[j * units + at], lanes[lane]);
          }
        }
        double rest = ThinSums.rest(a, i * units, b, j * units, whole, units);
        c[i * bRows + j] += ThinSums.total(lanes, 0) + rest;
      }
    }
  }
}
