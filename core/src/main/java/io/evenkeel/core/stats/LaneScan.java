package io.evenkeel.core.stats;

import java.util.Arrays;

/**
 * What can be said of float32 values in any order: extremes of their magnitudes.
 *
 * <p>The values are laid block by block over lanes that are combined at the end. Each loop touches
 * arrays at one and the same index only: so the JVM's compiler turns it into vector code.
 */
public final class LaneScan {
  private static final int LANES = 512;

  /** Lanes that are looked at one by one in the end. */
  private static final int FEW = 32;

  /** Twice a factor: together they make more than 1 of any positive float32. */
  private static final float STEEP = 0x1p100f;

  private final float[] block = new float[LANES];
  private final float[] low = new float[LANES];
  private final float[] high = new float[LANES];

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

  private static void raiseByMagnitude(float[] x, float[] high, int count) {
    for (int j = 0; j < count; j++) {
      high[j] = Math.max(high[j], Math.abs(x[j]));
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
