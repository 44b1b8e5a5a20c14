package io.evenkeel.core.kernel;

import java.util.Arrays;

/** {@link CombinationKernel} in plain loops. */
final class PlainCombinations implements CombinationKernel {
  @Override
  public void combine(
      float[] a, int rows, int inner, float[] b, int stride, int columns, float[] c, float[] room) {
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
      double[] a,
      int rows,
      float[] x,
      int[] from,
      int columns,
      float[] c,
      int to,
      int stride,
      double[] room) {
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
}
