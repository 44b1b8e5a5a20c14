package io.evenkeel.core.probe;

/**
 * Values of one place in a network, {@code [rows][units]} from index 0 of an array that belongs to
 * the engine and is valid only during the call of the probe. The tensor is {@code values} times
 * {@code 2^exponent}.
 */
public final class Tensor {
  private final float[] values;
  private final int rows;
  private final int units;
  private final long exponent;

  /**
   * Wraps an array.
   *
   * @param values at least {@code rows * units} long, row-major
   * @param exponent power of two that they are to be multiplied by; 0 in a forward pass
   */
  public Tensor(float[] values, int rows, int units, long exponent) {
    this.values = values;
    this.rows = rows;
    this.units = units;
    this.exponent = exponent;
  }

  /** The array itself, not a copy. */
  public float[] values() {
    return values;
  }

  /** Rows of the batch. */
  public int rows() {
    return rows;
  }

  /** Columns. */
  public int units() {
    return units;
  }

  /** How many values there are. */
  public int length() {
    return rows * units;
  }

  /** The power of two that the values are to be multiplied by. */
  public long exponent() {
    return exponent;
  }
}
