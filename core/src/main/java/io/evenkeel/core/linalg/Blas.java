package io.evenkeel.core.linalg;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import java.util.Locale;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The matrix products of Evenkeel, computed by the OpenBLAS that ND4J ships and links.
 *
 * <p>The binding has no LAPACK and is therefore a third of the size; only products are needed here.
 *
 * <p>Matrices are row-major. The operands of a product live in native memory ({@link Floats}),
 * since passing a Java array would copy it twice per call. Every call runs on the calling thread
 * alone: the library is told to use one thread, so that a sum is always made in the same order.
 *
 * <p>Triangular systems are not solved here: {@code dtrsm} of OpenBLAS 0.3.19 returns wrong values
 * with its kernels for AVX-512.
 */
public final class Blas {
  static {
    openblas_nolapack.blas_set_num_threads(1);
  }

  /** Kernels of OpenBLAS 0.3.19 that multiply small matrices without repacking them. */
  private static final Set<String> AVX_512_KERNELS = Set.of("skylakex", "cooperlake");

  private static final boolean SMALL_PRODUCTS =
      hasSmallProducts(System.getenv("OPENBLAS_CORETYPE"));

  private static final int FEW_ROWS = 32;
  private static final int PANEL = 64;
  private static final int GRAM_ROWS = 16;
  private static final int GRAM_UNITS = 256;

  private Blas() {}

  /**
   * Loads the native library, unless it is loaded already.
   *
   * @throws LinkageError if this machine cannot load it
   */
  public static void load() {
    Loader.load(openblas_nolapack.class);
  }

  /**
   * {@code y = x w^T}, the forward product of a layer.
   *
   * @param x {@code [batch][in]}
   * @param w {@code [out][in]}
   * @param y {@code [batch][out]}, overwritten
   */
  public static void timesTransposed(Floats x, Floats w, Floats y, int batch, int in, int out) {
    int panel = panel(batch, out);
    for (int from = 0; from < out; from += panel) {
      openblas_nolapack.cblas_sgemm(
          CblasRowMajor,
          CblasNoTrans,
          CblasTrans,
          batch,
          Math.min(panel, out - from),
          in,
          1f,
          x.pointer,
          in,
          w.from((long) from * in),
          in,
          0f,
          y.from(from),
          out);
    }
  }

  /**
   * {@code g = d w}, the backward product of a layer.
   *
   * @param d {@code [batch][out]}
   * @param w {@code [out][in]}
   * @param g {@code [batch][in]}, overwritten
   */
  public static void times(Floats d, Floats w, Floats g, int batch, int out, int in) {
    int panel = panel(batch, in);
    for (int from = 0; from < in; from += panel) {
      openblas_nolapack.cblas_sgemm(
          CblasRowMajor,
          CblasNoTrans,
          CblasNoTrans,
          batch,
          Math.min(panel, in - from),
          out,
          1f,
          d.pointer,
          out,
          w.from(from),
          in,
          0f,
          g.from(from),
          in);
    }
  }

  /** How many columns of a product to compute per call. */
  private static int panel(int batch, int columns) {
    return SMALL_PRODUCTS && batch <= FEW_ROWS ? Math.min(PANEL, columns) : columns;
  }

  /**
   * Whether the library has kernels for small products, which leave the operands where they are.
   *
   * @param coreType the kernels it was told to use, in any case; null or empty if the choice is its
   *     own
   */
  static boolean hasSmallProducts(String coreType) {
    return coreType == null
        || coreType.isEmpty()
        || AVX_512_KERNELS.contains(coreType.toLowerCase(Locale.ROOT));
  }

  /**
   * {@code gw = d^T x}, the gradient with respect to a layer's weights.
   *
   * @param d {@code [batch][out]}
   * @param x {@code [batch][in]}
   * @param gw {@code [out][in]}, overwritten
   */
  public static void transposedTimes(Floats d, Floats x, Floats gw, int batch, int out, int in) {
    openblas_nolapack.cblas_sgemm(
        CblasRowMajor,
        CblasTrans,
        CblasNoTrans,
        out,
        in,
        batch,
        1f,
        d.pointer,
        out,
        x.pointer,
        in,
        0f,
        gw.pointer,
        in);
  }

  /**
   * {@code c = beta c + alpha op(a) b}, where the operands may be parts of larger matrices.
   *
   * @param byRows whether all three are row-major; else column-major
   * @param transpose whether op(a) is a^T
   * @param rows of c
   * @param columns of c
   * @param inner length of the sums
   */
  static void multiply(
      boolean byRows,
      boolean transpose,
      int rows,
      int columns,
      int inner,
      float alpha,
      MatrixPart a,
      MatrixPart b,
      float beta,
      MatrixPart c) {
    openblas_nolapack.cblas_sgemm(
        byRows ? CblasRowMajor : CblasColMajor,
        transpose ? CblasTrans : CblasNoTrans,
        CblasNoTrans,
        rows,
        columns,
        inner,
        alpha,
        a.memory().from(a.offset()),
        a.stride(),
        b.memory().from(b.offset()),
        b.stride(),
        beta,
        c.memory().from(c.offset()),
        c.stride());
  }

  /**
   * The Gram matrix {@code x x^T + beta gram} in double precision.
   *
   * <p>It is computed by products small enough for kernels that do not repack their operands.
   *
   * @param x {@code [rows][units]}
   * @param beta 0 to overwrite gram, 1 to add to it
   * @param gram {@code [rows][rows]}; only the upper triangle (column at least row) is valid
   */
  public static void gram(Doubles x, int rows, int units, double beta, Doubles gram) {
    for (int from = 0; from < units; from += GRAM_UNITS) {
      for (int row = 0; row < rows; row += GRAM_ROWS) {
        long corner = (long) row * units + from;
        openblas_nolapack.cblas_dgemm(
            CblasRowMajor,
            CblasNoTrans,
            CblasTrans,
            Math.min(GRAM_ROWS, rows - row),
            rows - row,
            Math.min(GRAM_UNITS, units - from),
            1.0,
            x.from(corner),
            units,
            x.from(corner),
            units,
            from == 0 ? beta : 1.0,
            gram.from((long) row * rows + row),
            rows);
      }
    }
  }

  /**
   * {@code c = a^T b} in double precision.
   *
   * @param a {@code [batch][out]}
   * @param b {@code [batch][in]}
   * @param c {@code [out][in]}, overwritten
   */
  public static void transposedTimes(
      double[] a, double[] b, double[] c, int batch, int out, int in) {
    openblas_nolapack.cblas_dgemm(
        CblasRowMajor, CblasTrans, CblasNoTrans, out, in, batch, 1.0, a, out, b, in, 0.0, c, in);
  }

  /**
   * {@code c = a b} in double precision.
   *
   * @param a {@code [rows][inner]}
   * @param b {@code [inner][columns]}
   * @param c {@code [rows][columns]}, overwritten
   */
  public static void multiply(Doubles a, Doubles b, Doubles c, int rows, int inner, int columns) {
    openblas_nolapack.cblas_dgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasNoTrans,
        rows,
        columns,
        inner,
        1.0,
        a.pointer,
        inner,
        b.pointer,
        columns,
        0.0,
        c.pointer,
        columns);
  }

  /**
   * {@code c = alpha a b + beta c}, or {@code alpha a b^T + beta c}, in double precision. This is
   * meant for small matrices, because they are copied.
   *
   * @param a {@code [rows][inner]}
   * @param b {@code [inner][columns]}, or {@code [columns][inner]} if transposed
   * @param c {@code [rows][columns]}
   */
  public static void multiply(
      double alpha,
      double[] a,
      double[] b,
      boolean transposed,
      double beta,
      double[] c,
      int rows,
      int inner,
      int columns) {
    openblas_nolapack.cblas_dgemm(
        CblasRowMajor,
        CblasNoTrans,
        transposed ? CblasTrans : CblasNoTrans,
        rows,
        columns,
        inner,
        alpha,
        a,
        inner,
        b,
        transposed ? inner : columns,
        beta,
        c,
        columns);
  }
}
