package io.evenkeel.core.kernel;

import io.evenkeel.core.kernel.ScanKernel.Range;
import io.evenkeel.core.kernel.ScanKernel.Sums;

/**
 * The lanes of a sum after whole rounds of 16 values. It adds the remaining values, and adds up the
 * lanes.
 */
final class Lanes {
  final double[] sum = new double[ScanKernel.LANES];
  final double[] squares = new double[ScanKernel.LANES];

  /** Adds the values after those rounds. */
  Sums sums(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      double value = x[i];
      int lane = (i - from) % ScanKernel.LANES;
      sum[lane] += value;
      squares[lane] = Math.fma(value, value, squares[lane]);
    }
    return new Sums(total(sum), total(squares));
  }

  /** Adds the squares of differences after those rounds. */
  double squaredDistance(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      double difference = (double) x[i] - y[i];
      int lane = (i - from) % ScanKernel.LANES;
      squares[lane] = Math.fma(difference, difference, squares[lane]);
    }
    return total(squares);
  }

  /** A range without -0: adding 0 makes it 0. */
  static Range range(float min, float max, int zeros) {
    return new Range(min + 0f, max + 0f, zeros);
  }

  /** The sum of the lanes: the upper half is added to the lower half until one lane is left. */
  static double total(double[] lanes) {
    double even = everyFourth(lanes, 0) + everyFourth(lanes, 2);
    double odd = everyFourth(lanes, 1) + everyFourth(lanes, 3);
    return even + odd;
  }

  private static double everyFourth(double[] lanes, int lane) {
    return (lanes[lane] + lanes[lane + 8]) + (lanes[lane + 4] + lanes[lane + 12]);
  }
}
