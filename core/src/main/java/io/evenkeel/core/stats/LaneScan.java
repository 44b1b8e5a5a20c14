package io.evenkeel.core.stats;

import java.util.Arrays;

/**
 * What can be said of float32 values in any order: extremes and how many are small.
 *
 * <p>The values are laid block by block over lanes that are combined at the end. Each loop touches
 * arrays at one and the same index only: so the JVM's compiler turns it into vector code.
 */
public final class LaneScan {
  private static final int LANES = 512;

  /** Lanes that are looked at one by one in the end. */
  private static final int FEW = 32;

  /** As many lanes keep the count of any array in whole numbers below 2^24. */
  private static final int EXACT = 128;

  /** Twice a factor: together they make more than 1 of any positive float32. */
  private static final float STEEP = 0x1p100f;

  private final float[] block = new float[LANES];
  private final float[] low = new float[LANES];
  private final float[] high = new float[LANES];
  private float lowest;
  private float highest;

  /**
   * Finds the extremes of the first {@code length} values, at least one.
   *
   * @param x values that are no NaN
   */
  public void extremes(float[] x, int length) {
    start(length, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
    for (int from = 0; from < length; from += LANES) {
      int count = take(x, from, length);
      lower(block, low, count);
      raise(block, high, count);
    }
    combine(length);
  }

  /**
   * Finds the extremes of the magnitudes of the first {@code length} values, at least one.
   *
   * @param x values that are no NaN
   */
  public void magnitudes(float[] x, int length) {
    start(length, Float.POSITIVE_INFINITY, 0);
    for (int from = 0; from < length; from += LANES) {
      int count = take(x, from, length);
      dropSigns(block, count);
      lower(block, low, count);
      raise(block, high, count);
    }
    combine(length);
  }

  /** The largest magnitude of the first {@code length} values, 0 of none; NaN if a value is. */
  public float largestMagnitude(float[] x, int length) {
    Arrays.fill(high, 0);
    for (int from = 0; from < length; from += LANES) {
      raiseByMagnitude(block, high, take(x, from, length));
    }
    return highestOf(LANES);
  }

  /** The largest of the first lanes in {@link #high}; NaN if one is. */
  private float highestOf(int lanes) {
    int left = fold(lanes, high, LaneScan::raise, FEW);
    float result = high[0];
    for (int j = 1; j < left; j++) {
      result = Math.max(result, high[j]);
    }
    return result;
  }

  /** The smallest of the first lanes in {@link #low}; NaN if one is. */
  private float lowestOf(int lanes) {
    int left = fold(lanes, low, LaneScan::lower, FEW);
    float result = low[0];
    for (int j = 1; j < left; j++) {
      result = Math.min(result, low[j]);
    }
    return result;
  }

  /** What combines the lanes of a block with others. */
  private interface Step {
    void run(float[] x, float[] lanes, int count);
  }

  /**
   * Combines the upper half of the lanes with the lower, and again, as long as there are enough.
   *
   * @param least lanes to leave at least
   * @return how many lanes are left
   */
  private int fold(int count, float[] lanes, Step step, int least) {
    int left = count;
    while (left % (2 * least) == 0) {
      left /= 2;
      System.arraycopy(lanes, left, block, 0, left);
      step.run(block, lanes, left);
    }
    return left;
  }

  private void start(int length, float lowest, float highest) {
    int lanes = Math.min(LANES, length);
    Arrays.fill(low, 0, lanes, lowest);
    Arrays.fill(high, 0, lanes, highest);
  }

  private void combine(int length) {
    int lanes = Math.min(LANES, length);
    lowest = lowestOf(lanes);
    highest = highestOf(lanes);
  }

  /** The smallest that {@link #extremes} or {@link #magnitudes} met. */
  public float lowest() {
    return lowest;
  }

  /** The largest that {@link #extremes} or {@link #magnitudes} met. */
  public float highest() {
    return highest;
  }

  /**
   * How many of the first {@code length} values are zero, of either sign.
   *
   * @param x values that are no NaN
   */
  public int zeros(float[] x, int length) {
    Arrays.fill(low, 0);
    for (int from = 0; from < length; from += LANES) {
      countNonZero(block, low, take(x, from, length));
    }
    return length - (int) sum(low);
  }

  /** Of whole numbers, NaN if one is. */
  private double sum(float[] counts) {
    int left = fold(LANES, counts, LaneScan::add, EXACT);
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int j = 0; j < left; j += 4) {
      s0 += counts[j];
      s1 += counts[j + 1];
      s2 += counts[j + 2];
      s3 += counts[j + 3];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * How many of the first {@code length} values have a magnitude of at most {@code bound}.
   *
   * @param x any values; a NaN is not among the small ones
   * @param bound finite and not negative
   */
  public int atMost(float[] x, int length, float bound) {
    float[] beyond = low;
    Arrays.fill(beyond, 0);
    for (int from = 0; from < length; from += LANES) {
      countBeyond(block, beyond, bound, take(x, from, length));
    }
    double sum = sum(beyond);
    return Double.isNaN(sum) ? atMostAmongNans(x, length, bound) : length - (int) sum;
  }

  private static int atMostAmongNans(float[] x, int length, float bound) {
    int count = 0;
    for (int i = 0; i < length; i++) {
      count += Math.abs(x[i]) <= bound ? 1 : 0;
    }
    return count;
  }

  /**
   * The smallest magnitude among the first {@code length} values that is not zero, NaN apart; the
   * largest float32 if there is none.
   */
  public float leastNonZero(float[] x, int length) {
    float[] least = low;
    Arrays.fill(least, Float.MAX_VALUE);
    for (int from = 0; from < length; from += LANES) {
      lowerByNonZero(block, least, take(x, from, length));
    }
    float result = lowestOf(LANES);
    return Float.isNaN(result) ? leastAmongNans(x, length) : result;
  }

  private static float leastAmongNans(float[] x, int length) {
    float least = Float.MAX_VALUE;
    for (int i = 0; i < length; i++) {
      float magnitude = Math.abs(x[i]);
      least = magnitude > 0 && magnitude < least ? magnitude : least;
    }
    return least;
  }

  /** Copies a block's worth of values. */
  private int take(float[] x, int from, int length) {
    int count = Math.min(LANES, length - from);
    System.arraycopy(x, from, block, 0, count);
    return count;
  }

  private static void lower(float[] x, float[] low, int count) {
    for (int j = 0; j < count; j++) {
      low[j] = Math.min(low[j], x[j]);
    }
  }

  private static void raise(float[] x, float[] high, int count) {
    for (int j = 0; j < count; j++) {
      high[j] = Math.max(high[j], x[j]);
    }
  }

  private static void add(float[] x, float[] sums, int count) {
    for (int j = 0; j < count; j++) {
      sums[j] += x[j];
    }
  }

  private static void raiseByMagnitude(float[] x, float[] high, int count) {
    for (int j = 0; j < count; j++) {
      high[j] = Math.max(high[j], Math.abs(x[j]));
    }
  }

  private static void dropSigns(float[] x, int count) {
    for (int j = 0; j < count; j++) {
      x[j] = Math.abs(x[j]);
    }
  }

  private static void countNonZero(float[] x, float[] nonZero, int count) {
    for (int j = 0; j < count; j++) {
      nonZero[j] += Math.min(1f, Math.abs(x[j]) * STEEP * STEEP);
    }
  }

  private static void countBeyond(float[] x, float[] beyond, float bound, int count) {
    for (int j = 0; j < count; j++) {
      float difference = Math.abs(x[j]) - bound;
      // Twice the difference if it is positive, else 0.
      float excess = difference + Math.abs(difference);
      beyond[j] += Math.min(1f, excess * STEEP * STEEP);
    }
  }

  private static void lowerByNonZero(float[] x, float[] least, int count) {
    for (int j = 0; j < count; j++) {
      float magnitude = Math.abs(x[j]);
      float zero = 1f - Math.min(1f, magnitude * STEEP * STEEP);
      least[j] = Math.min(least[j], magnitude + zero * Float.MAX_VALUE);
    }
  }
}
