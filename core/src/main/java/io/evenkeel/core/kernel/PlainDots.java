package io.evenkeel.core.kernel;

import java.util.Arrays;

/** {@link DotKernel} in plain loops. */
final class PlainDots implements DotKernel {
  @Override
  public void dots(Rows a, Rows b, int units, boolean upper, double[] c) {
    int columns = b.count();
    Arrays.fill(c, 0, a.count() * columns, 0);
    for (int first = 0; first < units; first += PANEL) {
      int size = Math.min(PANEL, units - first);
      for (int i = 0; i < a.count(); i++) {
        int aAt = a.start(i) + first;
        for (int j = upper ? i : 0; j < columns; j++) {
          int bAt = b.start(j) + first;
          c[i * columns + j] += dot(a.values(), aAt, b.values(), bAt, size);
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
    return LaneSums.total(sums, 0) + LaneSums.rest(a, aFrom, b, bFrom, whole, size);
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
        double rest = LaneSums.rest(a, i * units, b, j * units, whole, units);
        c[i * bRows + j] += LaneSums.total(lanes, 0) + rest;
      }
    }
  }
}
