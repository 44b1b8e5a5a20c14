package io.evenkeel.analysis.cells;

import java.io.Serializable;

/** The signs of a quantity, counted over the trials of a cell. */
final class SignCount implements Serializable {
  private static final long serialVersionUID = 1;

  private long above;
  private long below;
  private long all;

  /** Adds a value; NaN is none. */
  void add(double x) {
    if (!Double.isNaN(x)) {
      above += x > 0 ? 1 : 0;
      below += x < 0 ? 1 : 0;
      all++;
    }
  }

  /** Adds all that another one has. */
  void add(SignCount other) {
    above += other.above;
    below += other.below;
    all += other.all;
  }

  Signs signs() {
    return new Signs(above, below, all);
  }
}
