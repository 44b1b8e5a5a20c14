package io.evenkeel.core.stats;

import io.evenkeel.core.kernel.ExponentHistogram;
import io.evenkeel.core.kernel.Kernels;

/** Counts the binary exponents of tensors. An instance is used by one thread. */
public final class ExponentCounter {
  private static final int FRACTION_BITS = 23;

  /** The bin of the smallest normal values, of exponent -126; bin 0 has zeros and subnormals. */
  private static final int FIRST_NORMAL = 1;

  /** The bin of the largest finite values, of exponent 127. */
  private static final int LAST_FINITE = ExponentHistogram.BINS - 2;

  /** Subnormal values have this many exponents, from -149 to -127. */
  private static final int SUBNORMAL = FRACTION_BITS;

  private static final long UNKNOWN = -1;

  private final ExponentHistogram histogram = new ExponentHistogram();

  /**
   * The counts of the binary exponents. Zeros, infinities and NaN do not count.
   *
   * @param x values, from index 0 on
   * @param shift power of two that the values are to be multiplied by
   */
  public ExponentCounts of(float[] x, int length, long shift) {
    return of(x, length, shift, UNKNOWN);
  }

  /**
   * The counts for values whose zeros have been counted already.
   *
   * @param zeros how many of the values are 0
   */
  public ExponentCounts of(float[] x, int length, long shift, long zeros) {
    histogram.reset();
    histogram.add(x, 0, length);
    int first = FIRST_NORMAL;
    while (first <= LAST_FINITE && histogram.count(first) == 0) {
      first++;
    }
    int last = LAST_FINITE;
    while (last > first && histogram.count(last) == 0) {
      last--;
    }
    int least = histogram.count(0);
    if (least > 0 && least > (zeros == UNKNOWN ? zeros(x, length) : zeros)) {
      return withSubnormal(x, length, last, shift);
    }
    int[] counts = new int[Math.max(0, last - first + 1)];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = histogram.count(first + i);
    }
    return new ExponentCounts(first - Float.MAX_EXPONENT + shift, counts);
  }

  private ExponentCounts withSubnormal(float[] x, int length, int last, long shift) {
    int[] counts = new int[SUBNORMAL + last - FIRST_NORMAL + 1];
    for (int i = 0; i < length; i++) {
      if (subnormal(x[i])) {
        counts[Math.getExponent((double) x[i]) - Float.MIN_EXPONENT + SUBNORMAL]++;
      }
    }
    for (int bin = FIRST_NORMAL; bin <= last; bin++) {
      counts[SUBNORMAL + bin - FIRST_NORMAL] = histogram.count(bin);
    }
    return new ExponentCounts((long) Float.MIN_EXPONENT - SUBNORMAL + shift, counts);
  }

  private static long zeros(float[] x, int length) {
    return Kernels.scans().range(x, length).zeros();
  }

  private static boolean subnormal(float x) {
    float magnitude = Math.abs(x);
    return magnitude > 0 && magnitude < Float.MIN_NORMAL;
  }
}
