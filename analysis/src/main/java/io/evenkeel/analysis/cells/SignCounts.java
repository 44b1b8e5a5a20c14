package io.evenkeel.analysis.cells;

import java.io.Serializable;

/** The signs of several quantities, counted over the trials of a cell. */
final class SignCounts implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int ABOVE = 0;
  private static final int BELOW = 1;
  private static final int ALL = 2;
  private static final int COUNTS = 3;

  /** Of each quantity how many are above zero, below it, and there at all. */
  private final long[] counts;

  /**
   * @param quantities how many
   */
  SignCounts(int quantities) {
    counts = new long[COUNTS * quantities];
  }

  /** Adds a value of a quantity; NaN is none. */
  void add(int quantity, double x) {
    if (!Double.isNaN(x)) {
      int base = COUNTS * quantity;
      counts[base + ABOVE] += x > 0 ? 1 : 0;
      counts[base + BELOW] += x < 0 ? 1 : 0;
      counts[base + ALL]++;
    }
  }

  /** Adds all that another one of as many quantities has. */
  void add(SignCounts other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** The counts of a quantity. */
  Signs signs(int quantity) {
    int base = COUNTS * quantity;
    return Signs.of(counts[base + ABOVE], counts[base + BELOW], counts[base + ALL]);
  }
}
