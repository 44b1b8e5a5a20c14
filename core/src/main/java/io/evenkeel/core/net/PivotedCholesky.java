package io.evenkeel.core.net;

/**
 * Factor of a Gram matrix {@code G = X X^T = L L^T} whose rows may be nearly or exactly dependent.
 *
 * <p>Rows are first brought to unit length, then eliminated largest remainder first. A row whose
 * remainder is below 3e-7 of its length is dependent on those before it: what is left of it is the
 * rounding of its float32 entries. Zero rows have zero rows in L.
 *
 * <p>Higham, Accuracy and Stability of Numerical Algorithms (2002), section 10.3.
 */
final class PivotedCholesky {
  private static final double DEPENDENT = 1e-13;

  private final int size;
  private final double[] correlation;
  private final double[] length;
  private final double[] remainder;
  private final double[] lower;
  private final int[] pivot;
  private int rank;
  private double smallestPivot;

  /**
   * Allocates.
   *
   * @param size rows of X
   */
  PivotedCholesky(int size) {
    this.size = size;
    correlation = new double[size * size];
    length = new double[size];
    remainder = new double[size];
    lower = new double[size * size];
    pivot = new int[size];
  }

  /**
   * Factors a Gram matrix.
   *
   * @param gram {@code [size][size]}, finite; only its upper triangle is read
   */
  void factor(double[] gram) {
    normalise(gram);
    rank = 0;
    smallestPivot = 1;
    while (rank < size) {
      int row = largestRemainder();
      if (!(remainder[row] > DEPENDENT)) {
        break;
      }
      eliminate(row);
    }
  }

  private void normalise(double[] gram) {
    for (int i = 0; i < size; i++) {
      length[i] = Math.sqrt(gram[i * size + i]);
      remainder[i] = length[i] > 0 ? 1 : 0;
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
    for (int i = 0; i < size; i++) {
      double sum = correlation[i * size + row];
      for (int k = 0; k < rank; k++) {
        sum -= lower[i * size + k] * lower[row * size + k];
      }
      // Rows eliminated before have no remainder, so nothing in this column.
      double entry = remainder[i] > 0 ? sum / root : 0;
      lower[i * size + rank] = entry;
      remainder[i] = Math.max(0, remainder[i] - entry * entry);
    }
    lower[row * size + rank] = root;
    remainder[row] = 0;
    pivot[rank] = row;
    rank++;
  }

  /** How many rows are independent. */
  int rank() {
    return rank;
  }

  /** The row of X that was eliminated at a step below {@link #rank}. */
  int pivot(int step) {
    return pivot[step];
  }

  /** The smallest squared remainder that was used, of unit rows: how dependent they were. */
  double smallestPivot() {
    return smallestPivot;
  }

  /** Length of a row of X. */
  double length(int row) {
    return length[row];
  }

  /** An entry of L for unit rows, {@code column < rank}. */
  double unitEntry(int row, int column) {
    return lower[row * size + column];
  }

  /** An entry of L, {@code column < rank}. */
  double entry(int row, int column) {
    return length[row] * lower[row * size + column];
  }
}
