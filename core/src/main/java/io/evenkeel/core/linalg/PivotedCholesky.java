package io.evenkeel.core.linalg;

/**
 * The factor of a Gram matrix {@code G = X X^T = L L^T}, where rows of X may be nearly or exactly
 * dependent.
 *
 * <p>Rows are first brought to unit length, then eliminated largest remainder first. A row whose
 * remainder is below 3e-7 of its length is dependent on those before it: its remainder is only the
 * rounding of its float32 entries. Zero rows have zero rows in L, and so have rows whose length is
 * not finite.
 *
 * <p>Higham, Accuracy and Stability of Numerical Algorithms (2002), section 10.3.
 */
public final class PivotedCholesky {
  private static final double DEPENDENT = 1e-13;

  private final int size;
  private final double[] correlation;
  private final double[] length;
  private final double[] remainder;
  private final double[] columns;
  private final int[] pivot;
  private int rank;
  private double smallestPivot;

  /**
   * Allocates.
   *
   * @param size rows of X
   */
  public PivotedCholesky(Memory memory, int size) {
    this.size = size;
    correlation = memory.doubles((long) size * size);
    length = memory.doubles(size);
    remainder = memory.doubles(size);
    columns = memory.doubles((long) size * size);
    pivot = memory.ints(size);
  }

  /**
   * Factors a Gram matrix.
   *
   * @param gram {@code [size][size]}; only its upper triangle is read
   * @param mostRank columns of X, which the rank cannot exceed
   */
  public void factor(double[] gram, int mostRank) {
    normalise(gram);
    rank = 0;
    smallestPivot = 1;
    while (rank < Math.min(size, mostRank)) {
      int row = largestRemainder();
      if (!(remainder[row] > DEPENDENT)) {
        break;
      }
      eliminate(row);
    }
  }

  private void normalise(double[] gram) {
    for (int i = 0; i < size; i++) {
      double square = gram[i * size + i];
      boolean proper = square > 0 && square < Double.POSITIVE_INFINITY;
      length[i] = proper ? Math.sqrt(square) : 0;
      remainder[i] = proper ? 1 : 0;
    }
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        double lengths = length[i] * length[j];
        double cosine = lengths > 0 ? gram[i * size + j] / lengths : 0;
        correlation[i * size + j] = cosine;
        correlation[j * size + i] = cosine;
      }
    }
  }

  private int largestRemainder() {
    int best = 0;
    for (int i = 1; i < size; i++) {
      if (remainder[i] > remainder[best]) {
        best = i;
      }
    }
    return best;
  }

  private void eliminate(int row) {
    double root = Math.sqrt(remainder[row]);
    smallestPivot = Math.min(smallestPivot, remainder[row]);
    int column = rank * size;
    System.arraycopy(correlation, row * size, columns, column, size);
    Cholesky.subtractRows(columns, size, rank, row, 0, column, size);
    for (int i = 0; i < size; i++) {
      // Rows eliminated before have no remainder, so nothing in this column.
      double entry = remainder[i] > 0 ? columns[column + i] / root : 0;
      columns[column + i] = entry;
      remainder[i] = Math.max(0, remainder[i] - entry * entry);
    }
    columns[column + row] = root;
    remainder[row] = 0;
    pivot[rank] = row;
    rank++;
  }

  /** The number of independent rows. */
  public int rank() {
    return rank;
  }

  /** The row of X that was eliminated at a step below {@link #rank}. */
  public int pivot(int step) {
    return pivot[step];
  }

  /**
   * The smallest squared remainder of a unit row that was used; it says how dependent the rows
   * were.
   */
  public double smallestPivot() {
    return smallestPivot;
  }

  /** The length of a row of X; 0 if it is not finite. */
  public double length(int row) {
    return length[row];
  }

  /** Writes L for unit rows: {@code [size][rank]}. */
  public void unitRows(double[] rows) {
    for (int k = 0; k < rank; k++) {
      for (int i = 0; i < size; i++) {
        rows[i * rank + k] = columns[k * size + i];
      }
    }
  }

  /** Writes L: {@code [size][rank]}. */
  public void rows(double[] rows) {
    for (int k = 0; k < rank; k++) {
      for (int i = 0; i < size; i++) {
        rows[i * rank + k] = length[i] * columns[k * size + i];
      }
    }
  }

  /**
   * Writes the rows of L that were eliminated, for unit rows and in the order of elimination:
   * {@code [rank][rank]}.
   */
  public void pivotRows(double[] rows) {
    for (int step = 0; step < rank; step++) {
      for (int k = 0; k < rank; k++) {
        rows[step * rank + k] = k <= step ? columns[k * size + pivot[step]] : 0;
      }
    }
  }
}
