package io.evenkeel.core.kernel;

/**
 * Sums over the rows and over the units of a batch {@code [rows][units]} of float32 values, in
 * double precision: all implementations give the same bits.
 *
 * <p>The sum of a row is made in lanes as in {@link ScanKernel}, with unit u in lane u mod {@value
 * ScanKernel#LANES}. The sum of a unit is made in the order of the rows. Squares and products are
 * added by fused multiply-add.
 */
public interface SumKernel {
  /**
   * The values of each row.
   *
   * @param sums receives one number for each row
   */
  void rows(float[] x, int rows, int units, double[] sums);

  /** The squares of each row's distances to its centre. */
  void rowSquares(float[] x, double[] centres, int rows, int units, double[] sums);

  /** The products of two arrays, row by row. */
  void rowProducts(float[] x, float[] y, int rows, int units, double[] sums);

  /**
   * Adds the values of one row to the units' sums.
   *
   * @param from index of the row's first value
   */
  void addRow(float[] x, int from, int units, double[] sums);

  /** Adds the squares of one row's distances to the centres of the units. */
  void addSquares(float[] x, double[] centres, int from, int units, double[] sums);

  /** Adds the products of one row of two arrays. */
  void addProducts(float[] x, float[] y, int from, int units, double[] sums);
}
