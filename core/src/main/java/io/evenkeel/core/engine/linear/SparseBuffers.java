package io.evenkeel.core.engine.linear;

import io.evenkeel.core.linalg.SharedMemory;
import io.evenkeel.core.linalg.SharedMemory.Shared;

/** Scratch arrays that the sparse layers of one network share. */
final class SparseBuffers {
  /** Rows of a batch that one weight is multiplied by at a time. */
  static final int LANES = 8;

  /** Some rows of a batch, interleaved: {@code [units][LANES]}. */
  final Shared<float[]> operand;

  /** Some rows of a product, interleaved: {@code [units][LANES]}. */
  final Shared<float[]> result;

  /** An integer for each unit. */
  final Shared<int[]> units;

  SparseBuffers(SharedMemory shared) {
    operand = shared.floats();
    result = shared.floats();
    units = shared.ints();
  }

  /** Declares that a layer has this many units. */
  void need(int mostUnits) {
    operand.atLeast((long) LANES * mostUnits);
    result.atLeast((long) LANES * mostUnits);
    units.atLeast(mostUnits);
  }

  /**
   * Copies rows into {@link #operand}, interleaved; rows beyond the batch are zeros.
   *
   * @param x {@code [batch][units]}
   * @param first number of the first row
   */
  void take(float[] x, int units, int first, int batch) {
    float[] operand = this.operand.get();
    for (int lane = 0; lane < LANES; lane++) {
      if (first + lane < batch) {
        int from = (first + lane) * units;
        for (int unit = 0; unit < units; unit++) {
          operand[unit * LANES + lane] = x[from + unit];
        }
      } else {
        for (int unit = 0; unit < units; unit++) {
          operand[unit * LANES + lane] = 0;
        }
      }
    }
  }

  /**
   * Copies {@link #result} to the rows that it belongs to.
   *
   * @param z {@code [batch][units]}
   * @param first number of the first row
   */
  void give(float[] z, int units, int first, int batch) {
    float[] result = this.result.get();
    for (int lane = 0; lane < Math.min(LANES, batch - first); lane++) {
      int to = (first + lane) * units;
      for (int unit = 0; unit < units; unit++) {
        z[to + unit] = result[unit * LANES + lane];
      }
    }
  }

  /** The number of infinite values among some values; negative if one of them is NaN. */
  static int infinities(float[] x, int from, int length) {
    int infinities = 0;
    for (int i = from; i < from + length; i++) {
      if (!(Math.abs(x[i]) < Float.POSITIVE_INFINITY)) {
        if (Float.isNaN(x[i])) {
          return -1;
        }
        infinities++;
      }
    }
    return infinities;
  }
}
