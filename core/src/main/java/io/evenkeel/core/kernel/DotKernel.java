package io.evenkeel.core.kernel;

/**
 * Scalar products of long rows, all on the heap and row-major.
 *
 * <p>Sums are made in lanes that are added up in the end ({@link LaneSums}): all implementations
 * give the same bits.
 */
public interface DotKernel {
  /** Lanes of a sum of float32 products. */
  int FLOAT_LANES = 8;

  /** Lanes of a sum of float64 products. */
  int DOUBLE_LANES = 4;

  /** After this many units, lanes of float32 are added up in float64. */
  int PANEL = 512;

  /**
   * {@code c = a b^T}: float32 products and lanes, float64 over panels of {@link #PANEL} units.
   *
   * @param b may be of the same array as a
   * @param units values of each row that are read
   * @param upper whether only the upper triangle of c is needed
   * @param c {@code [a.count][b.count]}, overwritten
   */
  void dots(Rows a, Rows b, int units, boolean upper, double[] c);

  /**
   * {@code c = c + a b^T} in float64.
   *
   * @param a {@code [aRows][units]}
   * @param b {@code [bRows][units]}; may be a
   * @param upper whether only the upper triangle of c is needed
   * @param c {@code [aRows][bRows]}
   */
  void addDots(double[] a, int aRows, double[] b, int bRows, int units, boolean upper, double[] c);

  /** {@link #addGram} needs room for its rows rounded up to a multiple of this number. */
  int GRAM_ROWS = 8;

  /**
   * {@code c = c + x x^T} in float64, for float32 rows; the same as {@link #addDots} for the
   * widened rows.
   *
   * @param x rows at {@code from}, {@code from + stride}, ...
   * @param units values of each row that are read
   * @param room for {@code units} values of each row, the rows rounded up to {@link #GRAM_ROWS}
   * @param c {@code [rows][rows]}, of which only the upper triangle is valid
   */
  default void addGram(
      float[] x, int from, int stride, int rows, int units, double[] room, double[] c) {
    for (int row = 0; row < rows; row++) {
      Kernels.scans().widen(x, from + row * stride, room, row * units, units);
    }
    addDots(room, rows, room, rows, units, true, c);
  }
}
