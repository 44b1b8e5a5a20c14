package io.evenkeel.core.engine.linear;

import io.evenkeel.core.kernel.CombinationKernel;
import io.evenkeel.core.kernel.Kernels;
import java.util.Arrays;

/** A linear combination of long rows for each row of a batch. */
final class RowCombination {
  private static final CombinationKernel KERNEL = Kernels.combinations();

  private final double[] coefficients;
  private final int stride;
  private final float[] rows;
  private final int count;
  private final int units;

  /**
   * Takes the operands, which are not copied.
   *
   * @param coefficients {@code [batch][stride]}
   * @param rows {@code [count][units]}
   */
  RowCombination(double[] coefficients, int stride, float[] rows, int count, int units) {
    this.coefficients = coefficients;
    this.stride = stride;
    this.rows = rows;
    this.count = count;
    this.units = units;
  }

  /** The largest magnitude of a row's coefficients; NaN if one of them is NaN. */
  double largest(int row) {
    double largest = 0;
    for (int k = row * stride; k < row * stride + count; k++) {
      largest = Math.max(largest, Math.abs(coefficients[k]));
    }
    return largest;
  }

  /**
   * Writes the combinations, each divided by a power of two.
   *
   * @param exponents of the powers, one for each row of the batch
   * @param to receives {@code [batch][units]}
   */
  void write(CourseBuffers buffers, int[] exponents, float[] to) {
    if (count == 0) {
      Arrays.fill(to, 0, exponents.length * units, 0f);
      return;
    }
    float[] c = buffers.combination.get();
    for (int row = 0; row < exponents.length; row++) {
      for (int k = 0; k < count; k++) {
        c[row * count + k] = (float) Math.scalb(coefficients[row * stride + k], -exponents[row]);
      }
    }
    KERNEL.combine(c, exponents.length, count, rows, units, units, to, buffers.room.get());
  }

  /**
   * Adds the combinations to the values in an array.
   *
   * @param at index of the first value to add to
   */
  void add(CourseBuffers buffers, int[] exponents, float[] sum, int at) {
    if (count == 0) {
      return;
    }
    float[] addend = buffers.addend.get();
    write(buffers, exponents, addend);
    int length = exponents.length * units;
    for (int i = 0; i < length; i++) {
      sum[at + i] += addend[i];
    }
  }
}
