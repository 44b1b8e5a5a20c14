package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.ScanKernel.LANES;
import static io.evenkeel.core.kernel.Species.DOUBLES;
import static io.evenkeel.core.kernel.Species.FLOATS;
import static io.evenkeel.core.kernel.Species.widened;

import jdk.incubator.vector.DoubleVector;

/** {@link SumKernel} in vector code; two vectors hold half or all of a row's lanes. */
final class VectorSums implements SumKernel {
  private static final int STEP = DOUBLES.length();

  /** How many floats are read at a time; only the first half of them is used. */
  private static final int SPAN = FLOATS.length();

  /**
   * How many units of a row can be added in whole rounds of the lanes without reading beyond the
   * array.
   */
  private static int whole(float[] x, int row, int units) {
    return Math.max(0, Math.min(units, x.length - row - STEP)) / LANES * LANES;
  }

  @Override
  public void rows(float[] x, int rows, int units, double[] sums) {
    RowLanes lanes = new RowLanes();
    for (int row = 0; row < rows; row++) {
      int from = row * units;
      int whole = whole(x, from, units);
      for (int lane = 0; lane < LANES; lane += 2 * STEP) {
        DoubleVector s0 = DoubleVector.zero(DOUBLES);
        DoubleVector s1 = s0;
        for (int i = from + lane; i < from + whole; i += LANES) {
          s0 = s0.add(widened(x, i));
          s1 = s1.add(widened(x, i + STEP));
        }
        s0.intoArray(lanes.sums, lane);
        s1.intoArray(lanes.sums, lane + STEP);
      }
      lanes.add(x, from, whole, units);
      sums[row] = lanes.take();
    }
  }

  @Override
  public void rowSquares(float[] x, double[] centres, int rows, int units, double[] sums) {
    RowLanes lanes = new RowLanes();
    for (int row = 0; row < rows; row++) {
      int from = row * units;
      int whole = whole(x, from, units);
      DoubleVector centre = DoubleVector.broadcast(DOUBLES, centres[row]);
      for (int lane = 0; lane < LANES; lane += 2 * STEP) {
        DoubleVector s0 = DoubleVector.zero(DOUBLES);
        DoubleVector s1 = s0;
        for (int i = from + lane; i < from + whole; i += LANES) {
          DoubleVector d0 = widened(x, i).sub(centre);
          DoubleVector d1 = widened(x, i + STEP).sub(centre);
          s0 = d0.fma(d0, s0);
          s1 = d1.fma(d1, s1);
        }
        s0.intoArray(lanes.sums, lane);
        s1.intoArray(lanes.sums, lane + STEP);
      }
      lanes.addSquares(x, centres[row], from, whole, units);
      sums[row] = lanes.take();
    }
  }

  @Override
  public void rowProducts(float[] x, float[] y, int rows, int units, double[] sums) {
    RowLanes lanes = new RowLanes();
    for (int row = 0; row < rows; row++) {
      int from = row * units;
      int whole = Math.min(whole(x, from, units), whole(y, from, units));
      for (int lane = 0; lane < LANES; lane += 2 * STEP) {
        DoubleVector s0 = DoubleVector.zero(DOUBLES);
        DoubleVector s1 = s0;
        for (int i = from + lane; i < from + whole; i += LANES) {
          s0 = widened(x, i).fma(widened(y, i), s0);
          s1 = widened(x, i + STEP).fma(widened(y, i + STEP), s1);
        }
        s0.intoArray(lanes.sums, lane);
        s1.intoArray(lanes.sums, lane + STEP);
      }
      lanes.addProducts(x, y, from, whole, units);
      sums[row] = lanes.take();
    }
  }

  @Override
  public void addRow(float[] x, int from, int units, double[] sums) {
    int unit = 0;
    for (; unit <= units - SPAN; unit += STEP) {
      at(sums, unit).add(widened(x, from + unit)).intoArray(sums, unit);
    }
    PlainSums.addRow(x, from, unit, units, sums);
  }

  @Override
  public void addSquares(float[] x, double[] centres, int from, int units, double[] sums) {
    int unit = 0;
    for (; unit <= units - SPAN; unit += STEP) {
      DoubleVector distance = widened(x, from + unit).sub(at(centres, unit));
      distance.fma(distance, at(sums, unit)).intoArray(sums, unit);
    }
    PlainSums.addSquares(x, centres, from, unit, units, sums);
  }

  @Override
  public void addProducts(float[] x, float[] y, int from, int units, double[] sums) {
    int unit = 0;
    for (; unit <= units - SPAN; unit += STEP) {
      DoubleVector values = widened(x, from + unit);
      values.fma(widened(y, from + unit), at(sums, unit)).intoArray(sums, unit);
    }
    PlainSums.addProducts(x, y, from, unit, units, sums);
  }

  private static DoubleVector at(double[] x, int from) {
    return DoubleVector.fromArray(DOUBLES, x, from);
  }
}
