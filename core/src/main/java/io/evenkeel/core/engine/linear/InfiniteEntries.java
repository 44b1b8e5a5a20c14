package io.evenkeel.core.engine.linear;

import java.util.Arrays;

/**
 * Finds the infinite entries of a batch. Their products with a Gaussian matrix need columns of the
 * matrix itself.
 *
 * <p>An infinity times a weight is an infinity with the weight's sign, and infinities of both signs
 * add up to NaN: so for each unit at which some row is infinite, the weights of that unit are
 * drawn. A row with more than {@value #MOST} infinities, or with NaN, is NaN in every output: that
 * all the signs agree has a probability below 2^-63.
 */
final class InfiniteEntries {
  private static final int MOST = 64;

  private final int batch;
  private final boolean[] infinite;
  private final boolean[] spoilt;
  private int[] units = new int[0];
  private int count;

  /** Allocates. */
  InfiniteEntries(int batch) {
    this.batch = batch;
    infinite = new boolean[batch];
    spoilt = new boolean[batch];
  }

  /** Removes all entries. */
  void clear() {
    count = 0;
    Arrays.fill(infinite, false);
    Arrays.fill(spoilt, false);
  }

  /**
   * Finds the infinite entries of a batch.
   *
   * @param x {@code [batch][width]}
   */
  void find(float[] x, int width) {
    clear();
    boolean[] at = new boolean[width];
    for (int row = 0; row < batch; row++) {
      int infinities = 0;
      boolean nan = false;
      for (int i = row * width; i < (row + 1) * width; i++) {
        infinities += Float.isInfinite(x[i]) ? 1 : 0;
        nan |= Float.isNaN(x[i]);
      }
      spoilt[row] = nan || infinities > MOST;
      infinite[row] = infinities > 0 && !spoilt[row];
      for (int unit = 0; infinite[row] && unit < width; unit++) {
        at[unit] |= Float.isInfinite(x[row * width + unit]);
      }
    }
    units = new int[width];
    for (int unit = 0; unit < width; unit++) {
      if (at[unit]) {
        units[count++] = unit;
      }
    }
  }

  /** Whether a row has a NaN, or more than {@value #MOST} infinities. */
  boolean spoilt(int row) {
    return spoilt[row];
  }

  /** Whether a row has infinities but is not {@link #spoilt}. */
  boolean infinite(int row) {
    return infinite[row];
  }

  /** The number of units that have an infinity in some row. */
  int count() {
    return count;
  }

  /** One of these units, ascending. */
  int unit(int i) {
    return units[i];
  }

  /** Sets rows that are not finite to zero. */
  void blankRows(float[] x, int width) {
    for (int row = 0; row < batch; row++) {
      if (spoilt[row] || infinite[row]) {
        Arrays.fill(x, row * width, (row + 1) * width, 0);
      }
    }
  }

  /**
   * Sets the units with infinities to zero.
   *
   * @param x {@code [rows][stride]} from the index {@code from} on
   */
  void blankUnits(float[] x, int from, int stride, int rows) {
    for (int i = 0; i < count; i++) {
      for (int row = 0; row < rows; row++) {
        x[from + row * stride + units[i]] = 0;
      }
    }
  }
}
