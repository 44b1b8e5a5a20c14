package io.evenkeel.core.net;

import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import io.evenkeel.core.net.Blas.Floats;
import org.bytedeco.openblas.global.openblas;

/**
 * Orthogonal matrices from Householder reflectors, over the OpenBLAS that {@link Blas} uses, on the
 * calling thread alone.
 *
 * <p>A reflector is {@code H = I - tau v v^T}. Only its part behind the diagonal is stored: v is 0
 * before it and 1 on it.
 */
public final class Lapack {
  static {
    openblas.blas_set_num_threads(1);
  }

  private Lapack() {}

  /**
   * Replaces reflectors by the first {@code rows} rows of {@code (H_0 H_1 ... )^T}, which are
   * orthonormal: {@code sorgqr}.
   *
   * @param a {@code [rows][columns]}; row k holds reflector k
   * @param tau {@code [rows]}
   * @param rows at most columns
   */
  public static void rowsFromReflectors(Floats a, Floats tau, int rows, int columns) {
    check(
        openblas.LAPACKE_sorgqr(
            LAPACK_COL_MAJOR, columns, rows, rows, a.pointer, columns, tau.pointer),
        "sorgqr");
  }

  /**
   * Replaces reflectors by the first {@code columns} columns of {@code H_0 H_1 ...}, which are
   * orthonormal: {@code sorglq}.
   *
   * @param a {@code [rows][columns]}; column k holds reflector k
   * @param tau {@code [columns]}
   * @param columns at most rows
   */
  public static void columnsFromReflectors(Floats a, Floats tau, int rows, int columns) {
    check(
        openblas.LAPACKE_sorglq(
            LAPACK_COL_MAJOR, columns, rows, columns, a.pointer, columns, tau.pointer),
        "sorglq");
  }

  private static void check(int info, String routine) {
    if (info != 0) {
      throw new IllegalStateException("LAPACK's " + routine + " returned " + info);
    }
  }
}
