package io.evenkeel.core.kernel.vector;

import static jdk.incubator.vector.VectorOperators.F2D;

import io.evenkeel.core.kernel.DotKernel;
import io.evenkeel.core.kernel.LaneSums;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DotKernel} by tiles of two rows and four, one register for each of their eight products.
 */
final class VectorDots implements DotKernel {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_256;

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
    float[] sums = new float[8 * FLOAT_LANES];
    double[] lanes = new double[8 * DOUBLE_LANES];
    for (int first = 0; first < units; first += PANEL) {
      int size = Math.min(PANEL, units - first);
      int whole = size / FLOAT_LANES * FLOAT_LANES;
      for (int j = 0; j < bRows; j += 4) {
        for (int i = 0; i < aRows; i += 2) {
          int aAt = i * aStride + first;
          int bAt = bFrom + j * bStride + first;
          // A tile that reaches beyond the last row takes that row again.
          int a1 = i + 1 < aRows ? aStride : 0;
          int lastB = Math.min(3, bRows - 1 - j);
          floatTile(a, aAt, a1, b, bAt, bStride, lastB, whole, sums);
          halve(sums, lanes);
          for (int tile = 0; tile < 8; tile++) {
            int row = i + tile / 4;
            int column = j + tile % 4;
            if (row < aRows && column < bRows) {
              int bRow = bAt + tile % 4 * bStride;
              c[row * bRows + column] +=
                  LaneSums.total(lanes, tile * DOUBLE_LANES)
                      + LaneSums.rest(a, aAt + tile / 4 * a1, b, bRow, whole, size);
            }
          }
        }
      }
    }
  }

  private static void floatTile(
      float[] a,
      int a0,
      int apart,
      float[] b,
      int b0,
      int stride,
      int lastRow,
      int units,
      float[] lanes) {
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector t0 = s0;
    FloatVector t1 = s0;
    FloatVector t2 = s0;
    FloatVector t3 = s0;
    int a1 = a0 + apart;
    int b1 = b0 + Math.min(1, lastRow) * stride;
    int b2 = b0 + Math.min(2, lastRow) * stride;
    int b3 = b0 + lastRow * stride;
    for (int unit = 0; unit < units; unit += FLOAT_LANES) {
      FloatVector s = FloatVector.fromArray(FLOATS, a, a0 + unit);
      FloatVector t = FloatVector.fromArray(FLOATS, a, a1 + unit);
      FloatVector x0 = FloatVector.fromArray(FLOATS, b, b0 + unit);
      s0 = s.fma(x0, s0);
      t0 = t.fma(x0, t0);
      FloatVector x1 = FloatVector.fromArray(FLOATS, b, b1 + unit);
      s1 = s.fma(x1, s1);
      t1 = t.fma(x1, t1);
      FloatVector x2 = FloatVector.fromArray(FLOATS, b, b2 + unit);
      s2 = s.fma(x2, s2);
      t2 = t.fma(x2, t2);
      FloatVector x3 = FloatVector.fromArray(FLOATS, b, b3 + unit);
      s3 = s.fma(x3, s3);
      t3 = t.fma(x3, t3);
    }
    s0.intoArray(lanes, 0);
    s1.intoArray(lanes, FLOAT_LANES);
    s2.intoArray(lanes, 2 * FLOAT_LANES);
    s3.intoArray(lanes, 3 * FLOAT_LANES);
    t0.intoArray(lanes, 4 * FLOAT_LANES);
    t1.intoArray(lanes, 5 * FLOAT_LANES);
    t2.intoArray(lanes, 6 * FLOAT_LANES);
    t3.intoArray(lanes, 7 * FLOAT_LANES);
  }

  /** Makes four lanes of doubles of each eight of floats. */
  private static void halve(float[] sums, double[] lanes) {
    for (int tile = 0; tile < 8; tile++) {
      FloatVector x = FloatVector.fromArray(FLOATS, sums, tile * FLOAT_LANES);
      DoubleVector low = (DoubleVector) x.convertShape(F2D, DOUBLES, 0);
      DoubleVector high = (DoubleVector) x.convertShape(F2D, DOUBLES, 1);
      low.add(high).intoArray(lanes, tile * DOUBLE_LANES);
    }
  }

  @Override
  public void addDots(
      double[] a, int aRows, double[] b, int bRows, int units, boolean upper, double[] c) {
    double[] lanes = new double[8 * DOUBLE_LANES];
    int whole = units / DOUBLE_LANES * DOUBLE_LANES;
    for (int j = 0; j < bRows; j += 4) {
      for (int i = 0; i < (upper ? Math.min(aRows, j + 4) : aRows); i += 2) {
        int a1 = i + 1 < aRows ? units : 0;
        int lastB = Math.min(3, bRows - 1 - j);
        doubleTile(a, i * units, a1, b, j * units, units, lastB, whole, lanes);
        for (int tile = 0; tile < 8; tile++) {
          int row = i + tile / 4;
          int column = j + tile % 4;
          if (row < aRows && column < bRows) {
            c[row * bRows + column] +=
                LaneSums.total(lanes, tile * DOUBLE_LANES)
                    + LaneSums.rest(a, row * units, b, column * units, whole, units);
          }
        }
      }
    }
  }

  private static void doubleTile(
      double[] a,
      int a0,
      int apart,
      double[] b,
      int b0,
      int stride,
      int lastRow,
      int units,
      double[] lanes) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    DoubleVector t0 = s0;
    DoubleVector t1 = s0;
    DoubleVector t2 = s0;
    DoubleVector t3 = s0;
    int a1 = a0 + apart;
    int b1 = b0 + Math.min(1, lastRow) * stride;
    int b2 = b0 + Math.min(2, lastRow) * stride;
    int b3 = b0 + lastRow * stride;
    for (int unit = 0; unit < units; unit += DOUBLE_LANES) {
      DoubleVector s = DoubleVector.fromArray(DOUBLES, a, a0 + unit);
      DoubleVector t = DoubleVector.fromArray(DOUBLES, a, a1 + unit);
      DoubleVector x0 = DoubleVector.fromArray(DOUBLES, b, b0 + unit);
      s0 = s.fma(x0, s0);
      t0 = t.fma(x0, t0);
      DoubleVector x1 = DoubleVector.fromArray(DOUBLES, b, b1 + unit);
      s1 = s.fma(x1, s1);
      t1 = t.fma(x1, t1);
      DoubleVector x2 = DoubleVector.fromArray(DOUBLES, b, b2 + unit);
      s2 = s.fma(x2, s2);
      t2 = t.fma(x2, t2);
      DoubleVector x3 = DoubleVector.fromArray(DOUBLES, b, b3 + unit);
      s3 = s.fma(x3, s3);
      t3 = t.fma(x3, t3);
    }
    s0.intoArray(lanes, 0);
    s1.intoArray(lanes, DOUBLE_LANES);
    s2.intoArray(lanes, 2 * DOUBLE_LANES);
    s3.intoArray(lanes, 3 * DOUBLE_LANES);
    t0.intoArray(lanes, 4 * DOUBLE_LANES);
    t1.intoArray(lanes, 5 * DOUBLE_LANES);
    t2.intoArray(lanes, 6 * DOUBLE_LANES);
    t3.intoArray(lanes, 7 * DOUBLE_LANES);
  }
}
