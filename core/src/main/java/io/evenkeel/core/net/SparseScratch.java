package io.evenkeel.core.net;

import io.evenkeel.core.arch.MlpShape;

/** Buffers that the sparse layers of one propagation use in turn. */
final class SparseScratch {
  /** Rows of a batch that one weight is multiplied by at a time. */
  static final int LANES = 8;

  /** Some rows of a batch, side by side: {@code [units][LANES]} of any layer. */
  final float[] operand;

  /** As {@link #operand}, another array. */
  final float[] result;

  /** Integers for each unit of any layer. */
  final int[] units;

  SparseScratch(MlpShape shape) {
    operand = new float[Math.multiplyExact(LANES, shape.mostUnits())];
    result = new float[operand.length];
    units = new int[shape.mostUnits()];
  }

  /** Bytes held for a shape. */
  static long bytes(MlpShape shape) {
    return (2L * LANES * Float.BYTES + Integer.BYTES) * shape.mostUnits();
  }

  /**
   * Puts rows side by side into {@link #operand}; zeros in place of rows beyond the batch.
   *
   * @param x {@code [batch][units]}
   * @param first of the rows
   */
  void take(float[] x, int units, int first, int batch) {
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
   * Puts {@link #result} where its rows belong.
   *
   * @param z {@code [batch][units]}
   * @param first of the rows
   */
  void give(float[] z, int units, int first, int batch) {
    for (int lane = 0; lane < Math.min(LANES, batch - first); lane++) {
      int to = (first + lane) * units;
      for (int unit = 0; unit < units; unit++) {
        z[to + unit] = result[unit * LANES + lane];
      }
    }
  }

  /** How many of some values are infinite; negative if one is NaN. */
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
