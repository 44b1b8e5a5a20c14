package io.evenkeel.core.linalg;

import io.evenkeel.core.kernel.DotKernel;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.kernel.ScanKernel;
import io.evenkeel.core.linalg.SharedMemory.Shared;
import java.util.Arrays;

/**
 * Makes scalar products of float32 rows in double precision.
 *
 * <p>Panels of units are widened and multiplied one after the other, so that each stays in the
 * first-level cache meanwhile.
 */
public final class RowProducts {
  /** How many units are treated at once. */
  public static final int PANEL = 256;

  private static final ScanKernel SCANS = Kernels.scans();
  private static final DotKernel DOTS = Kernels.dots();

  private final Shared<double[]> panel;
  private final Shared<double[]> otherPanel;
  private long values;
  private boolean pairs;

  /** Uses shared memory; each user declares its needs by {@link #need}. */
  public RowProducts(SharedMemory shared) {
    panel = shared.doubles();
    otherPanel = shared.doubles();
  }

  /** The number of values in the panel of an operand. */
  public static long panelValues(long rows, int units) {
    long tiles = (rows + DotKernel.GRAM_ROWS - 1) / DotKernel.GRAM_ROWS;
    return tiles * DotKernel.GRAM_ROWS * Math.min(PANEL, units);
  }

  /** Declares that an operand has this many rows and units. */
  public void need(int rows, int units) {
    values = Math.max(values, panelValues(rows, units));
    panel.atLeast(values);
    if (pairs) {
      otherPanel.atLeast(values);
    }
  }

  /** Declares that products of two different operands are computed. */
  public void needPairs() {
    pairs = true;
    otherPanel.atLeast(values);
  }

  /**
   * The Gram matrix {@code x x^T}.
   *
   * @param x {@code [rows][units]}
   * @param gram receives {@code [rows][rows]}, of which only the upper triangle is valid
   */
  public void gram(float[] x, int rows, int units, double[] gram) {
    gram(x, 0, units, rows, units, gram);
  }

  /**
   * The Gram matrix of the first {@code units} columns of some rows.
   *
   * @param x {@code [rows][stride]} from the index {@code first} on
   */
  public void gram(float[] x, int first, int stride, int rows, int units, double[] gram) {
    double[] panel = this.panel.get();
    Arrays.fill(gram, 0, rows * rows, 0);
    for (int from = 0; from < units; from += PANEL) {
      int size = Math.min(PANEL, units - from);
      DOTS.addGram(x, first + from, stride, rows, size, panel, gram);
    }
  }

  /**
   * The products {@code a b^T}, over the first {@code units} columns of both.
   *
   * @param a {@code [aRows][aStride]}
   * @param b {@code [bRows][bStride]} from the index {@code bFrom} on; may be the array of a
   * @param products receives {@code [aRows][bRows]}
   */
  public void of(
      float[] a,
      int aStride,
      int aRows,
      float[] b,
      int bFrom,
      int bStride,
      int bRows,
      int units,
      double[] products) {
    double[] panel = this.panel.get();
    double[] otherPanel = this.otherPanel.get();
    Arrays.fill(products, 0, aRows * bRows, 0);
    for (int from = 0; from < units; from += PANEL) {
      int size = Math.min(PANEL, units - from);
      widen(a, from, aStride, aRows, size, panel);
      widen(b, bFrom + from, bStride, bRows, size, otherPanel);
      DOTS.addDots(panel, aRows, otherPanel, bRows, size, false, products);
    }
  }

  private static void widen(float[] x, int from, int stride, int rows, int size, double[] target) {
    for (int row = 0; row < rows; row++) {
      SCANS.widen(x, from + row * stride, target, row * size, size);
    }
  }
}
