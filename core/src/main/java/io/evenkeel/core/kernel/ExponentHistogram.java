package io.evenkeel.core.kernel;

import java.util.Arrays;

/**
 * Counts the float32 values of each binary exponent.
 *
 * <p>Bins are the 256 exponent fields of IEEE 754 binary32: bin e counts the magnitudes in {@code
 * [2^(e - 127), 2^(e - 126))}, bin 0 zeros and subnormal values, bin 255 infinities and NaN. These
 * counts say, for any format with fewer exponents, how many values it would lose.
 */
public final class ExponentHistogram {
  /** Bins. */
  public static final int BINS = 256;

  private static final int FRACTION_BITS = 23;

  /**
   * How many counters each bin has. Neighbouring values mostly have one of a few exponents, and an
   * increment waits for the one before it in the same counter.
   */
  private static final int CHAINS = 4;

  private final int[] chains = new int[CHAINS * BINS];

  /** Forgets everything. */
  public void reset() {
    Arrays.fill(chains, 0);
  }

  /**
   * Counts values.
   *
   * @param from index of the first value
   */
  public void add(float[] x, int from, int length) {
    int[] counts = chains;
    int whole = from + length / CHAINS * CHAINS;
    int i = from;
    for (; i < whole; i += CHAINS) {
      counts[bin(x[i])]++;
      counts[bin(x[i + 1]) + BINS]++;
      counts[bin(x[i + 2]) + 2 * BINS]++;
      counts[bin(x[i + 3]) + 3 * BINS]++;
    }
    for (; i < from + length; i++) {
      counts[bin(x[i])]++;
    }
  }

  private static int bin(float x) {
    return (Float.floatToRawIntBits(x) >>> FRACTION_BITS) & (BINS - 1);
  }

  /**
   * How many values a bin holds.
   *
   * @param bin from 0 to 255
   */
  public int count(int bin) {
    int sum = 0;
    for (int chain = 0; chain < CHAINS; chain++) {
      sum += chains[chain * BINS + bin];
    }
    return sum;
  }
}
