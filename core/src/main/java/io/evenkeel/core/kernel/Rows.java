package io.evenkeel.core.kernel;

/** Some rows of an array, which is not copied. */
public final class Rows {
  private final float[] values;
  private final int from;
  private final int stride;
  private final int count;

  /**
   * Selects rows.
   *
   * @param from index of the first row's first value
   * @param stride from a row to the next
   * @param count how many
   */
  public Rows(float[] values, int from, int stride, int count) {
    this.values = values;
    this.from = from;
    this.stride = stride;
    this.count = count;
  }

  /** The array. */
  public float[] values() {
    return values;
  }

  /** How many rows. */
  public int count() {
    return count;
  }

  /** The distance from a row to the next. */
  public int stride() {
    return stride;
  }

  /** Whether these are the same rows of the same array. */
  boolean same(Rows other) {
    return values == other.values && from == other.from && stride == other.stride;
  }

  /** Index of a row's first value. */
  public int start(int row) {
    return from + row * stride;
  }
}
