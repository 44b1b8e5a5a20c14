package io.evenkeel.core.engine.linear;

import io.evenkeel.core.kernel.DotKernel;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.ScanKernel;
import io.evenkeel.core.linalg.Blas;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.linalg.ScalarProduct;
import java.util.Arrays;

/**
 * Orthonormal rows Q that span all rows that have been taken, in the order in which they appeared.
 *
 * <p>Rows of later batches of training are nearly in the span of earlier ones: the remainder, which
 * becomes a new direction, may be a millionth of a row. So coefficients and remainders are computed
 * in float64 from the float32 rows of Q, by Gram-Schmidt in two passes. A remainder is orthogonal
 * to Q to the precision of float32, however small it is. A remainder below {@value #DEPENDENT} of
 * its row is the rounding of the row's own entries and is dropped.
 */
final class Directions {
  /** A remainder below this share of its row counts as zero. */
  static final double DEPENDENT = 1e-7;

  /** Units that are treated at once. */
  private static final int PANEL = 256;

  private static final DotKernel DOTS = Kernels.dots();
  private static final ScanKernel SCANS = Kernels.scans();

  private final CourseBuffers buffers;
  private final int batch;
  private final int units;
  private final int most;
  private final float[] rows;
  private final double[] coefficients;
  private final double[] length;
  private int count;

  /**
   * Allocates.
   *
   * @param most largest number of directions
   */
  Directions(Memory memory, CourseBuffers buffers, int batch, int units, int most) {
    this.buffers = buffers;
    this.batch = batch;
    this.units = units;
    this.most = most;
    rows = memory.floats((long) most * units);
    coefficients = memory.doubles((long) batch * most);
    length = memory.doubles(batch);
    long panel = Math.min(PANEL, units);
    buffers.remainder.atLeast((long) batch * units);
    buffers.remainderPanel.atLeast(batch * panel);
    buffers.directionPanel.atLeast(most * panel);
    buffers.taken.atLeast((long) batch * most);
    buffers.left.atLeast((long) batch * most);
  }

  /** Removes all directions. */
  void clear() {
    count = 0;
    Arrays.fill(coefficients, 0);
  }

  /** The number of directions. */
  int count() {
    return count;
  }

  /** The largest number of directions. */
  int most() {
    return most;
  }

  /** Q: {@code [count][units]}. */
  float[] rows() {
    return rows;
  }

  /**
   * The coefficients C of the last rows that were taken, {@code X = C Q}: {@code [batch][most]}. A
   * row that was not {@link #finite} has NaN in every place.
   */
  double[] coefficients() {
    return coefficients;
  }

  /** Whether all entries of one of the last rows that were taken are finite. */
  boolean finite(int row) {
    return Double.isFinite(length[row]);
  }

  /**
   * Takes rows, and adds the directions among them that are new to Q.
   *
   * @param x {@code [batch][units]}
   */
  void take(float[] x) {
    double[] remainder = buffers.remainder.get();
    SCANS.widen(x, 0, remainder, 0, batch * units);
    for (int row = 0; row < batch; row++) {
      length[row] = Math.sqrt(SCANS.sums(x, row * units, units).squares());
      if (!finite(row)) {
        Arrays.fill(remainder, row * units, (row + 1) * units, 0);
      }
    }
    Arrays.fill(coefficients, 0);
    if (count > 0) {
      project(remainder);
    }
    addNew(remainder);
    for (int row = 0; row < batch; row++) {
      if (!finite(row)) {
        Arrays.fill(coefficients, row * most, (row + 1) * most, Double.NaN);
      }
    }
  }

  /** Subtracts from the rows their part in the span of Q, in two passes. */
  private void project(double[] remainder) {
    int known = count;
    double[] taken = buffers.taken.get();
    double[] left = buffers.left.get();
    Arrays.fill(taken, 0, batch * known, 0);
    sweep(remainder, null, taken);
    Arrays.fill(left, 0, batch * known, 0);
    sweep(remainder, taken, left);
    sweep(remainder, left, null);
    for (int row = 0; row < batch; row++) {
      for (int k = 0; k < known; k++) {
        coefficients[row * most + k] = taken[row * known + k] + left[row * known + k];
      }
    }
  }

  /**
   * Goes over all units once.
   *
   * @param minus coefficients of the part to subtract, or null
   * @param found receives the coefficients of the rows after that, added to its values, or null
   */
  private void sweep(double[] remainder, double[] minus, double[] found) {
    double[] ofRows = buffers.remainderPanel.get();
    double[] ofDirections = buffers.directionPanel.get();
    for (int unit = 0; unit < units; unit += PANEL) {
      int size = Math.min(PANEL, units - unit);
      for (int row = 0; row < batch; row++) {
        System.arraycopy(remainder, row * units + unit, ofRows, row * size, size);
      }
      for (int k = 0; k < count; k++) {
        SCANS.widen(rows, k * units + unit, ofDirections, k * size, size);
      }
      if (minus != null) {
        Blas.multiply(-1, minus, ofDirections, false, 1, ofRows, batch, count, size);
        for (int row = 0; row < batch; row++) {
          System.arraycopy(ofRows, row * size, remainder, row * units + unit, size);
        }
      }
      if (found != null) {
        DOTS.addDots(ofRows, batch, ofDirections, count, size, false, found);
      }
    }
  }

  /** Makes directions of the remainders, row by row, each orthogonal to those before. */
  private void addNew(double[] remainder) {
    int[] rowOf = new int[batch];
    int known = count;
    for (int row = 0; row < batch; row++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int k = known; k < count; k++) {
          int direction = rowOf[k - known] * units;
          double along = ScalarProduct.of(remainder, row * units, remainder, direction, units);
          subtract(along, remainder, direction, row * units, units);
          coefficients[row * most + k] += along;
        }
      }
      double left =
          Math.sqrt(ScalarProduct.of(remainder, row * units, remainder, row * units, units));
      if (count < most && finite(row) && left > DEPENDENT * length[row]) {
        normalise(remainder, row, left);
        coefficients[row * most + count] = left;
        rowOf[count - known] = row;
        count++;
      }
    }
  }

  /** Brings a row to unit length, rounded to float32 as it is kept. */
  private void normalise(double[] remainder, int row, double length) {
    int from = row * units;
    for (int i = from; i < from + units; i++) {
      remainder[i] /= length;
    }
    SCANS.narrow(remainder, from, rows, count * units, units);
    SCANS.widen(rows, count * units, remainder, from, units);
  }

  private static void subtract(double factor, double[] x, int from, int to, int length) {
    for (int i = 0; i < length; i++) {
      x[to + i] -= factor * x[from + i];
    }
  }
}
