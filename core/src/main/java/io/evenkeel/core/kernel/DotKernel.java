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

  /** Units after which lanes of float32 are added up in float64. */
  int PANEL = 512;

  /**
   * {@code c = a b^T}: float32 products and lanes, float64 over panels of {@link #PANEL} units.
   *
   * @param b may be of the same array as a
   * @param units values of each row that are read
   * @param upper whether only the upper triangle of c is to be relied on
   * @param c {@code [a.count][b.count]}, overwritten
   */
  void dots(Rows a, Rows b, int units, boolean upper, double[] c);

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
