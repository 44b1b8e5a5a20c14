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
    float result = 0;
    for (int j = 0; j < LANES; j++) {
      result = Math.max(result, high[j]);
    }
    return result;
  }

  private void start(int length, float lowest, float highest) {
    int lanes = Math.min(LANES, length);
    Arrays.fill(low, 0, lanes, lowest);
    Arrays.fill(high, 0, lanes, highest);
  }

  private void combine(int length) {
    int lanes = Math.min(LANES, length);
    lowest = low[0];
    highest = high[0];
    for (int j = 1; j < lanes; j++) {
      // Branches, not Math.min: they are almost never taken, so they cost less.
      if (low[j] < lowest) {
        lowest = low[j];
      }
      if (high[j] > highest) {
        highest = high[j];
      }
    }
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

  /** Of whole numbers that stay below 2^24 by fours, else NaN. */
  private static double sum(float[] counts) {
    double sum = 0;
    for (int j = 0; j < LANES; j += 4) {
      sum += (counts[j] + counts[j + 1]) + (counts[j + 2] + counts[j + 3]);
    }
    return sum;
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
    float result = least[0];
    for (int j = 1; j < LANES; j++) {
      result = Math.min(result, least[j]);
    }
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
