package io.evenkeel.core.engine.linear;

import io.evenkeel.core.engine.linear.Workspace.FreeBuffers;
import io.evenkeel.core.kernel.CombinationKernel;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.linalg.Blas;
import io.evenkeel.core.linalg.Cholesky;
import io.evenkeel.core.linalg.Doubles;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.linalg.PivotedCholesky;
import io.evenkeel.core.linalg.RowProducts;

/**
 * The space that the rows of a layer's input span: {@code X = L Q^T} with L {@code [batch][rank]}
 * and orthonormal columns in Q {@code [in][rank]}.
 *
 * <p>L is the pivoted Cholesky factor of {@code X X^T} in double precision, and {@code Q^T = L_p^-1
 * X_p} with the pivoted rows: Cholesky-QR. If rows are so nearly dependent that this loses
 * orthogonality, it is repeated on Q (Yamamoto, Nakatsukasa, Yanagisawa, Fukaya, "Roundoff error
 * analysis of the CholeskyQR2 algorithm", ETNA 44, 2015): {@code Q^T Q} is the identity to 1e-6 for
 * any X.
 *
 * <p>Rows with NaN or infinite entries count as zero rows.
 */
final class RowSpace {
  /** From this smallest pivot on, one pass leaves an error below 1e-16 * rank / 1e-8. */
  private static final double WELL_CONDITIONED = 1e-8;

  private static final CombinationKernel COMBINATIONS = Kernels.combinations();

  private final FreeBuffers buffers;
  private final RowProducts rowProducts;
  private final int batch;
  private final int in;
  private final PivotedCholesky factor;
  private final int[] pivotRow;
  private final InfiniteEntries infinite;
  private boolean finite;
  private boolean withoutUnits;

  /**
   * Allocates.
   *
   * @param infinite receives the infinite entries of an X that is not finite
   */
  RowSpace(Memory memory, Workspace workspace, int batch, int in, InfiniteEntries infinite) {
    this.batch = batch;
    this.in = in;
    this.infinite = infinite;
    factor = new PivotedCholesky(memory, batch);
    pivotRow = memory.ints(batch);
    rowProducts = workspace.rowProducts();
    rowProducts.need(batch, in);
    buffers = workspace.free();
    long square = (long) batch * batch;
    buffers.normalsAndBasis.atLeast((long) batch * in);
    buffers.rowFactor.atLeast(square);
    buffers.rowFactorInverse.atLeast(square);
    buffers.wideCombinationRoom.atLeast(CombinationKernel.doubles(batch));
    buffers.nativeInverse.atLeast(square);
    buffers.nativeInverseOfQuotient.atLeast(square);
    long panel = (long) batch * Math.min(RowProducts.PANEL, in);
    buffers.panel.atLeast(panel);
    buffers.nativePanel.atLeast(panel);
    buffers.nativeQuotient.atLeast(panel);
  }

  /**
   * Takes a new X.
   *
   * @param x {@code [batch][in]}
   * @param withoutUnits whether units at which some row is infinite count as zero in every row
   */
  void take(Batch x, boolean withoutUnits) {
    this.withoutUnits = withoutUnits;
    double[] gram = x.gram();
    finite = isFinite(gram);
    if (finite) {
      infinite.clear();
      factor.factor(gram, in);
      return;
    }
    infinite.find(x.values(), in);
    float[] blanked = buffers.normalsAndBasis.get();
    System.arraycopy(x.values(), 0, blanked, 0, batch * in);
    infinite.blankRows(blanked, in);
    if (withoutUnits) {
      infinite.blankUnits(blanked, 0, in, batch);
    }
    double[] gramOfBlanked = buffers.rowFactor.get();
    rowProducts.gram(blanked, batch, in, gramOfBlanked);
    factor.factor(gramOfBlanked, in);
  }

  private boolean isFinite(double[] gram) {
    for (int row = 0; row < batch; row++) {
      if (!(gram[row * batch + row] < Double.POSITIVE_INFINITY)) {
        return false;
      }
    }
    return true;
  }

  /** Whether every entry of X is finite. */
  boolean finite() {
    return finite;
  }

  /** Dimension of the space. */
  int rank() {
    return factor.rank();
  }

  /** Length of a row. */
  double length(int row) {
    return factor.length(row);
  }

  /** Writes L for rows brought to unit length, {@code [batch][rank]}. */
  void unitRows(double[] rows) {
    factor.unitRows(rows);
  }

  /**
   * Writes {@code Q^T}, {@code [rank][stride]} of which the first {@code in} columns.
   *
   * @param x what was {@link #take}n
   * @param basis receives it from the index {@code from} on
   */
  void basis(float[] x, float[] basis, int from, int stride) {
    int rank = factor.rank();
    double[] inverse = invertPivotRows(rank);
    boolean twice = factor.smallestPivot() < WELL_CONDITIONED;
    if (twice || !finite) {
      carefulBasis(x, basis, from, stride, twice);
      return;
    }
    for (int step = 0; step < rank; step++) {
      double reciprocal = 1 / factor.length(factor.pivot(step));
      for (int row = step; row < rank; row++) {
        inverse[row * rank + step] *= reciprocal;
      }
      pivotRow[step] = factor.pivot(step) * in;
    }
    COMBINATIONS.combineLower(
        inverse, rank, x, pivotRow, in, basis, from, stride, buffers.wideCombinationRoom.get());
  }

  private double[] invertPivotRows(int rank) {
    double[] inverse = buffers.rowFactorInverse.get();
    factor.pivotRows(buffers.rowFactor.get());
    Cholesky.invert(buffers.rowFactor.get(), inverse, rank);
    return inverse;
  }

  /**
   * Writes the basis, as {@link #basis} does, for rows that are nearly dependent or not all finite.
   */
  private void carefulBasis(float[] x, float[] basis, int from, int stride, boolean twice) {
    int rank = factor.rank();
    for (int step = 0; step < rank; step++) {
      System.arraycopy(x, factor.pivot(step) * in, basis, from + step * stride, in);
    }
    if (!finite && withoutUnits) {
      infinite.blankUnits(basis, from, stride, rank);
    }
    buffers.nativeInverse.get().put(buffers.rowFactorInverse.get(), rank * rank);
    if (twice) {
      invertFactorOfQuotient(basis, from, stride, rank);
    }
    for (int unit = 0; unit < in; unit += RowProducts.PANEL) {
      int size = Math.min(RowProducts.PANEL, in - unit);
      divide(basis, from + unit, stride, rank, size);
      Doubles quotient = buffers.nativeQuotient.get();
      if (twice) {
        Doubles secondQuotient = buffers.nativePanel.get();
        Blas.multiply(
            buffers.nativeInverseOfQuotient.get(), quotient, secondQuotient, rank, rank, size);
        quotient = secondQuotient;
      }
      double[] panel = buffers.panel.get();
      quotient.get(panel, rank * size);
      for (int row = 0; row < rank; row++) {
        Kernels.scans().narrow(panel, row * size, basis, from + unit + row * stride, size);
      }
    }
  }

  /**
   * Writes into {@code nativeQuotient} the quotient {@code F^-1 X_p} of one panel of units, with
   * the inverse that {@code nativeInverse} holds and the pivoted rows brought to unit length.
   */
  private void divide(float[] rows, int from, int stride, int rank, int size) {
    for (int row = 0; row < rank; row++) {
      double inverse = 1 / factor.length(factor.pivot(row));
      scale(rows, from + row * stride, inverse, buffers.panel.get(), row * size, size);
    }
    buffers.nativePanel.get().put(buffers.panel.get(), rank * size);
    Blas.multiply(
        buffers.nativeInverse.get(),
        buffers.nativePanel.get(),
        buffers.nativeQuotient.get(),
        rank,
        rank,
        size);
  }

  /** Writes the inverse of the quotient's own factor into {@code nativeInverseOfQuotient}. */
  private void invertFactorOfQuotient(float[] rows, int from, int stride, int rank) {
    Doubles gram = buffers.nativeInverseOfQuotient.get();
    for (int unit = 0; unit < in; unit += RowProducts.PANEL) {
      int size = Math.min(RowProducts.PANEL, in - unit);
      divide(rows, from + unit, stride, rank, size);
      Blas.gram(buffers.nativeQuotient.get(), rank, size, unit == 0 ? 0 : 1, gram);
    }
    double[] factorOfQuotient = buffers.rowFactor.get();
    gram.get(factorOfQuotient, rank * rank);
    Cholesky.factor(factorOfQuotient, rank);
    Cholesky.invert(factorOfQuotient, buffers.rowFactorInverse.get(), rank);
    gram.put(buffers.rowFactorInverse.get(), rank * rank);
  }

  private static void scale(
      float[] x, int from, double factor, double[] scaled, int to, int length) {
    for (int i = 0; i < length; i++) {
      scaled[to + i] = x[from + i] * factor;
    }
  }
}
