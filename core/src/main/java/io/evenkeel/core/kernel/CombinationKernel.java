package io.evenkeel.core.kernel;

/**
 * Linear combinations of long rows, all on the heap and row-major.
 *
 * <p>Every sum is made in the order of its index by fused multiply-adds from 0 on: all
 * implementations give the same bits.
 */
public interface CombinationKernel {
  /**
   * How many values are copied side by side at most, if there are more than {@link #COLUMNS}
   * columns.
   */
  int PANEL = 4096;

  /** How many columns are copied side by side at least. */
  int COLUMNS = 32;

  /** How many columns are widened together. */
  int WIDE_COLUMNS = 64;

  /** How many rows of the result are computed together. */
  int ROWS = 4;

  /** Floats of scratch memory that {@link #combine} needs for {@code inner} rows. */
  static int floats(int inner) {
    return Math.max(PANEL, Math.multiplyExact(COLUMNS, inner));
  }

  /** Doubles of scratch memory that {@link #combineLower} needs for {@code rows} rows. */
  static int doubles(int rows) {
    return Math.multiplyExact(WIDE_COLUMNS, Math.addExact(rows, ROWS));
  }

  /**
   * {@code c = a b} in float32, by fused multiply-adds from 0 on.
   *
   * @param a {@code [rows][inner]}
   * @param b {@code [inner][stride]}, of which the first {@code columns} columns are read
   * @param c {@code [rows][columns]}, overwritten; another array
   * @param room at least {@link #floats} floats of scratch memory
   */
  void combine(
      float[] a, int rows, int inner, float[] b, int stride, int columns, float[] c, float[] room);

  /**
   * {@code c = a x} in float64, rounded to float32 once.
   *
   * @param a {@code [rows][rows]}, lower triangular, with zeros above the diagonal
   * @param x holds the {@code rows} rows of a factor
   * @param from index of each row's first value in x
   * @param c receives {@code [rows][stride]} from the index {@code to} on, of which the first
   *     {@code columns} columns; another array
   * @param room at least {@link #doubles} doubles of scratch memory
   */
  void combineLower(
      double[] a,
      int rows,
      float[] x,
      int[] from,
      int columns,
      float[] c,
      int to,
      int stride,
      double[] room);
}
