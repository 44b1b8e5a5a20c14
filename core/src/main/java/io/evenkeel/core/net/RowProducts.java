package io.evenkeel.core.net;

import io.evenkeel.core.net.Blas.Doubles;

/**
 * Makes scalar products of float32 rows in double precision.
 *
 * <p>Panels of units are widened, copied and multiplied one after the other, so that each stays in
 * the first-level cache on its way.
 */
final class RowProducts implements AutoCloseable {
  /** Units that are treated at once. */
  static final int PANEL = 128;

  private final double[] wide;
  private final Doubles panel;
  private final Doubles otherPanel;
  private final Doubles product;

  /** Allocates for rows of a shape. */
  RowProducts(MlpShape shape) {
    int values = Math.toIntExact(panelDoubles(shape));
    wide = new double[values];
    panel = new Doubles(values);
    otherPanel = new Doubles(values);
    product = new Doubles((long) shape.batch() * shape.batch());
  }

  /** Doubles of a panel for the rows of a shape. */
  static long panelDoubles(MlpShape shape) {
    return (long) shape.batch() * Math.min(PANEL, shape.mostUnits());
  }

  /** Doubles held for a shape, heap and native memory together. */
  static long doubles(MlpShape shape) {
    return 3 * panelDoubles(shape) + (long) shape.batch() * shape.batch();
  }

  /**
   * The Gram matrix {@code x x^T}.
   *
   * @param x {@code [rows][units]}
   * @param gram receives {@code [rows][rows]}, of which the upper triangle is to be relied on
   * @return the sum of all values of x
   */
  double gram(float[] x, int rows, int units, double[] gram) {
    return gram(x, 0, units, rows, units, gram);
  }

  /**
   * As the other, over the first {@code units} columns.
   *
   * @param x {@code [rows][stride]} from the index {@code first} on
   */
  double gram(float[] x, int first, int stride, int rows, int units, double[] gram) {
    double sum = 0;
    for (int from = 0; from < units; from += PANEL) {
      int size = Math.min(PANEL, units - from);
      sum += copy(x, first + from, stride, rows, size, panel);
      Blas.gram(panel, rows, size, from == 0 ? 0 : 1, product);
    }
    product.get(gram, rows * rows);
    return sum;
  }

  /**
   * The products {@code a b^T}, over the first {@code units} columns of both.
   *
   * @param a {@code [aRows][aStride]}
   * @param b {@code [bRows][bStride]} from the index {@code bFrom} on; may be the array of a
   * @param products receives {@code [aRows][bRows]}
   */
  void of(
      float[] a,
      int aStride,
      int aRows,
      float[] b,
      int bFrom,
      int bStride,
      int bRows,
      int units,
      double[] products) {
    for (int from = 0; from < units; from += PANEL) {
      int size = Math.min(PANEL, units - from);
      copy(a, from, aStride, aRows, size, panel);
      copy(b, bFrom + from, bStride, bRows, size, otherPanel);
      Blas.addTransposed(panel, otherPanel, from == 0 ? 0 : 1, product, aRows, size, bRows);
    }
    product.get(products, aRows * bRows);
  }

  /** Copies a panel and returns the sum of its values. */
  private double copy(float[] x, int from, int stride, int rows, int size, Doubles target) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += widen(x, from + row * stride, wide, row * size, size);
    }
    target.put(wide, rows * size);
    return sum;
  }

  /** Converts to double precision and returns the sum, which costs nothing beside. */
  private static double widen(float[] x, int from, double[] wide, int to, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i <= length - 4; i += 4) {
      double x0 = x[from + i];
      double x1 = x[from + i + 1];
      double x2 = x[from + i + 2];
      double x3 = x[from + i + 3];
      wide[to + i] = x0;
      wide[to + i + 1] = x1;
      wide[to + i + 2] = x2;
      wide[to + i + 3] = x3;
      s0 += x0;
      s1 += x1;
      s2 += x2;
      s3 += x3;
    }
    for (; i < length; i++) {
      wide[to + i] = x[from + i];
      s0 += x[from + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public void close() {
    panel.close();
    otherPanel.close();
    product.close();
  }
}
