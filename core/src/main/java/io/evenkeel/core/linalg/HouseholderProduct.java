package io.evenkeel.core.linalg;

import io.evenkeel.core.Footprint;
import java.util.Arrays;

/**
 * Computes products of Householder reflectors {@code H_k = I - tau_k v_k v_k^T}: {@code H_0 H_1 ...
 * H_n D} with D diagonal.
 *
 * <p>Panels of reflectors are applied from the last to the first as {@code I - V T V^T}, the
 * compact form of R. Schreiber, C. Van Loan, SIAM J. Sci. Stat. Comput. 10(1), 1989. T is the
 * inverse of the upper triangle of {@code V^T V} with {@code 1 / tau} on its diagonal (C. Puglisi,
 * SIAM J. Sci. Stat. Comput. 13(3), 1992). Everything else is products of matrices, which makes it
 * several times as fast as LAPACK's {@code sorgqr}. Only the calling thread works, in an order that
 * the shape determines.
 */
public final class HouseholderProduct implements AutoCloseable {
  private static final int PANEL = 32;

  private final int length;
  private final int vectors;
  private final boolean byRows;
  private final int stride;
  private final Floats product;
  private final Floats v;
  private final Floats vt;
  private final Floats gram;
  private final Floats t;
  private final Floats w;
  private final float[] panel;
  private final float[] small = new float[PANEL * PANEL];
  private final double[] inverse = new double[PANEL * PANEL];

  /**
   * Allocates for matrices {@code [rows][columns]}: one more matrix of that size off the heap, and
   * a few panels.
   *
   * <p>A reflector is as long as the longer side, and there are as many as the shorter side has
   * entries. They are in the columns of a tall matrix, else in the rows.
   */
  public HouseholderProduct(int rows, int columns) {
    length = Math.max(rows, columns);
    vectors = Math.min(rows, columns);
    // A wide matrix is treated as its transpose, stored by columns.
    byRows = rows > columns;
    stride = columns;
    product = new Floats((long) rows * columns);
    v = new Floats((long) length * PANEL);
    vt = new Floats((long) length * PANEL);
    w = new Floats((long) vectors * PANEL);
    gram = new Floats(PANEL * PANEL);
    t = new Floats(PANEL * PANEL);
    panel = new float[length * PANEL];
  }

  /** The memory that the product of a matrix's reflectors needs. */
  public static Footprint footprint(int rows, int columns) {
    long length = Math.max(rows, columns);
    long vectors = Math.min(rows, columns);
    long squares = (long) PANEL * PANEL;
    long nativeFloats = rows * (long) columns + PANEL * (2 * length + vectors) + 2 * squares;
    long floats = PANEL * length + squares;
    return new Footprint(Float.BYTES * floats + Double.BYTES * squares, Float.BYTES * nativeFloats);
  }

  /**
   * Replaces reflectors by the orthogonal columns of their product (in a wide matrix, the rows).
   *
   * @param a holds v_k after the diagonal; the diagonal itself, where v_k is 1, and the entries
   *     before it are not read
   * @param inverseTaus 1 / tau_k
   * @param diagonal D; for entries of 1 and -1 the result is orthonormal
   */
  public void replace(float[] a, double[] inverseTaus, float[] diagonal) {
    product.clear();
    for (int k = 0; k < vectors; k++) {
      product.set(k * stride + k, diagonal[k]);
    }
    int last = (vectors - 1) / PANEL * PANEL;
    for (int start = last; start >= 0; start -= PANEL) {
      apply(a, inverseTaus, start, Math.min(PANEL, vectors - start));
    }
    product.get(a, length * vectors);
  }

  /** Applies the {@code size} reflectors from {@code start} on to the product so far. */
  private void apply(float[] a, double[] inverseTaus, int start, int size) {
    int rows = length - start;
    int columns = vectors - start;
    int tall = byRows ? size : rows;
    int flat = byRows ? columns : size;
    copyPanel(a, start, size);
    MatrixPart panelPart = new MatrixPart(v, 0, tall);
    MatrixPart gramPart = new MatrixPart(gram, 0, size);
    MatrixPart sameAsPanel = new MatrixPart(vt, 0, tall);
    v.put(panel, rows * size);
    vt.put(panel, rows * size);
    Blas.multiply(byRows, true, size, size, rows, 1f, panelPart, sameAsPanel, 0f, gramPart);
    invert(inverseTaus, start, size);
    MatrixPart corner = new MatrixPart(product, (long) start * stride + start, stride);
    MatrixPart projected = new MatrixPart(w, 0, flat);
    Blas.multiply(byRows, true, size, columns, rows, 1f, panelPart, corner, 0f, projected);
    MatrixPart triangle = new MatrixPart(t, 0, size);
    Blas.multiply(byRows, false, rows, size, size, 1f, panelPart, triangle, 0f, sameAsPanel);
    Blas.multiply(byRows, false, rows, columns, size, -1f, sameAsPanel, projected, 1f, corner);
  }

  /** Writes V, {@code length - start} by {@code size}, with its ones and zeros. */
  private void copyPanel(float[] a, int start, int size) {
    int rows = length - start;
    for (int line = 0; line < (byRows ? rows : size); line++) {
      int from = (start + line) * stride + start;
      int to = line * (byRows ? size : rows);
      if (byRows) {
        System.arraycopy(a, from, panel, to, size);
        if (line < size) {
          panel[to + line] = 1f;
          Arrays.fill(panel, to + line + 1, to + size, 0f);
        }
      } else {
        System.arraycopy(a, from, panel, to, rows);
        Arrays.fill(panel, to, to + line, 0f);
        panel[to + line] = 1f;
      }
    }
  }

  /**
   * Computes T from the Gram matrix of V, which is symmetric, so that its storage order does not
   * matter.
   */
  private void invert(double[] inverseTaus, int start, int size) {
    gram.get(small, size * size);
    for (int column = 0; column < size; column++) {
      double tau = 1 / inverseTaus[start + column];
      for (int row = 0; row < column; row++) {
        double sum = 0;
        for (int k = row; k < column; k++) {
          sum += inverse[row * size + k] * small[k * size + column];
        }
        inverse[row * size + column] = -sum * tau;
      }
      inverse[column * size + column] = tau;
    }
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int at = byRows ? row * size + column : column * size + row;
        small[at] = column < row ? 0f : (float) inverse[row * size + column];
      }
    }
    t.put(small, size * size);
  }

  @Override
  public void close() {
    product.close();
    v.close();
    vt.close();
    w.close();
    gram.close();
    t.close();
  }
}
