package io.evenkeel.core.kernel;

/**
 * Products of matrices of which each has at least one short side, all on the heap and row-major.
 *
 * <p>All implementations give the same bits: a sum over a short side is made in the order of its
 * index, one over units in lanes that are added up in the end.
 */
public interface ThinKernel {
  /** Lanes of a sum of float32 products. */
  int FLOAT_LANES = 8;

  /** Lanes of a sum of float64 products. */
  int DOUBLE_LANES = 4;

  /** Units after which lanes of float32 are added up in float64. */
  int PANEL = 512;

  /**
   * {@code c = a b} in float32, by fused multiply-adds from 0 on.
   *
   * @param a {@code [rows][inner]}
   * @param b {@code [inner][stride]}, of which the first {@code columns} columns are read
   * @param c {@code [rows][columns]}, overwritten; another array
   */
  void combine(float[] a, int rows, int inner, float[] b, int stride, int columns, float[] c);

  /**
   * {@code c = a x} in float64, rounded to float32 once.
   *
   * @param a {@code [rows][rows]}, lower triangular, with zeros above the diagonal
   * @param x holds the {@code rows} rows of a factor
   * @param from index of each row's first value in x
   * @param c receives {@code [rows][stride]} from the index {@code to} on, of which the first
   *     {@code columns} columns; another array
   */
  void combineLower(
      double[] a, int rows, float[] x, int[] from, int columns, float[] c, int to, int stride);

  /**
   * {@code c = a b^T}: float32 products and lanes, float64 over panels of {@link #PANEL} units.
   *
   * @param a {@code [aRows][aStride]}
   * @param b {@code [bRows][bStride]} from the index {@code bFrom} on; may be the array of a
   * @param units columns of both that are read
   * @param c {@code [aRows][bRows]}, overwritten
   */
  void dots(
      float[] a,
      int aStride,
      int aRows,
      float[] b,
      int bFrom,
      int bStride,
      int bRows,
      int units,
      double[] c);

  /**
   * {@code c = c + a b^T} in float64.
   *
   * @param a {@code [aRows][units]}
   * @param b {@code [bRows][units]}; may be a
   * @param upper whether only the upper triangle of c is to be relied on
   * @param c {@code [aRows][bRows]}
   */
  void addDots(double[] a, int aRows, double[] b, int bRows, int units, boolean upper, double[] c);
}
