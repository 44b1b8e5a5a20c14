package io.evenkeel.core.net;

import io.evenkeel.core.net.Blas.Doubles;

/**
 * The space that the rows of a layer's input span: {@code X = L Q^T} with L {@code [batch][rank]}
 * and orthonormal columns in Q {@code [in][rank]}.
 *
 * <p>L is the pivoted Cholesky factor of {@code X X^T} in double precision, and {@code Q^T = L_p^-1
 * X_p} with the pivoted rows: Cholesky-QR. If rows were so nearly dependent that this loses
 * orthogonality, it is done a second time on Q (Yamamoto, Nakatsukasa, Yanagisawa, Fukaya,
 * "Roundoff error analysis of the CholeskyQR2 algorithm", ETNA 44, 2015): {@code Q^T Q} is the
 * identity to 1e-6 for any X.
 *
 * <p>Rows with NaN or infinite entries count as zero rows.
 */
final class RowSpace {
  /** Smallest pivot from which on one pass leaves an error below 1e-16 * rank / 1e-8. */
  private static final double WELL_CONDITIONED = 1e-8;

  private final FreeScratch scratch;
  private final int batch;
  private final int in;
  private final PivotedCholesky factor;
  private final InfiniteEntries infinite;
  private boolean finite;
  private boolean withoutUnits;

  /**
   * Allocates.
   *
   * @param infinite told of an X that is not finite
   */
  RowSpace(FreeScratch scratch, int batch, int in, InfiniteEntries infinite) {
    this.scratch = scratch;
    this.batch = batch;
    this.in = in;
    this.infinite = infinite;
    factor = new PivotedCholesky(batch);
  }

  /** Doubles that a row space holds. */
  static long doubles(int batch) {
    return PivotedCholesky.doubles(batch);
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
    infinite.find(x.values, in);
    Scratch.widen(x.values, scratch.wide, batch * in);
    infinite.blankRows(scratch.wide, in);
    if (withoutUnits) {
      infinite.blankUnits(scratch.wide, batch, in);
    }
    scratch.basis.put(scratch.wide, batch * in);
    scratch.gram(scratch.basis, batch, in, scratch.first);
    factor.factor(scratch.first, in);
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
   * Writes {@code Q^T}, {@code [rank][in]}.
   *
   * @param x what was {@link #take}n
   * @param basis receives it
   */
  void basis(float[] x, Doubles basis) {
    int rank = factor.rank();
    double[] rows = scratch.wide;
    for (int step = 0; step < rank; step++) {
      int from = factor.pivot(step) * in;
      double inverse = 1 / factor.length(factor.pivot(step));
      for (int unit = 0; unit < in; unit++) {
        rows[step * in + unit] = x[from + unit] * inverse;
      }
    }
    if (!finite && withoutUnits) {
      infinite.blankUnits(rows, rank, in);
    }
    scratch.values.put(rows, rank * in);
    factor.pivotRows(scratch.first);
    divide(scratch.values, basis, rank);
    if (factor.smallestPivot() < WELL_CONDITIONED) {
      scratch.gram(basis, rank, in, scratch.first);
      Cholesky.factor(scratch.first, rank);
      divide(basis, scratch.values, rank);
      scratch.values.get(scratch.wide, rank * in);
      basis.put(scratch.wide, rank * in);
    }
  }

  /** {@code to = F^-1 from} with the triangular F that {@code scratch.first} holds. */
  private void divide(Doubles from, Doubles to, int rank) {
    Cholesky.invert(scratch.first, scratch.second, rank);
    scratch.small.put(scratch.second, rank * rank);
    Blas.multiply(scratch.small, from, in, 0, to, rank, rank, in);
  }
}
