package io.evenkeel.core.net;

import io.evenkeel.core.net.Blas.Doubles;

/**
 * Makes Gram matrices {@code x x^T} of float32 rows in double precision.
 *
 * <p>Panels of units are widened, copied and multiplied one after the other, so that each stays in
 * the first-level cache on its way.
 */
final class Gram implements AutoCloseable {
  private static final int PANEL = 128;

  private final double[] wide;
  private final Doubles panel;
  private final Doubles product;

  /** Allocates for rows of a shape. */
  Gram(MlpShape shape) {
    int values = Math.toIntExact(panelDoubles(shape));
    wide = new double[values];
    panel = new Doubles(values);
    product = new Doubles((long) shape.batch() * shape.batch());
  }

  private static long panelDoubles(MlpShape shape) {
    return (long) shape.batch() * Math.min(PANEL, shape.mostUnits());
  }

  /** Doubles held for a shape, heap and native memory together. */
  static long doubles(MlpShape shape) {
    return 2 * panelDoubles(shape) + (long) shape.batch() * shape.batch();
  }

  /**
   * Makes one.
   *
   * @param x {@code [rows][units]}
   * @param gram receives {@code [rows][rows]}, of which the upper triangle is to be relied on
   */
  void of(float[] x, int rows, int units, double[] gram) {
    for (int from = 0; from < units; from += PANEL) {
      int size = Math.min(PANEL, units - from);
      for (int row = 0; row < rows; row++) {
        widen(x, row * units + from, wide, row * size, size);
      }
      panel.put(wide, rows * size);
      Blas.gram(panel, rows, size, from == 0 ? 0 : 1, product);
    }
    product.get(gram, rows * rows);
  }

  private static void widen(float[] x, int from, double[] wide, int to, int length) {
    for (int i = 0; i < length; i++) {
      wide[to + i] = x[from + i];
    }
  }

  @Override
  public void close() {
    panel.close();
    product.close();
  }
}
