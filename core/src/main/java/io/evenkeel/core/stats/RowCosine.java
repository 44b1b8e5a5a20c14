package io.evenkeel.core.stats;

import java.util.Arrays;

/**
 * The mean cosine between the rows of a matrix: it is 1 if the batch has collapsed onto one
 * direction.
 *
 * <p>With unit rows u_i the mean over the b (b - 1) / 2 pairs is {@code (|sum u_i|^2 - b) / (b (b -
 * 1))}, which needs no pair. Absolute error below {@code 4 n eps}.
 */
public final class RowCosine {
  private double[] sum = new double[0];

  /**
   * The mean cosine, dimensionless, in [-1 / (rows - 1), 1] up to rounding.
   *
   * <p>NaN with fewer than two rows, or if a row is zero or holds a NaN or an infinity.
   *
   * @param x {@code [rows][columns]} from index 0
   */
  public double mean(float[] x, int rows, int columns) {
    if (rows < 2) {
      return Double.NaN;
    }
    if (sum.length < columns) {
      sum = new double[columns];
    }
    Arrays.fill(sum, 0, columns, 0);
    for (int row = 0; row < rows; row++) {
      double norm = Math.sqrt(squares(x, row * columns, columns));
      if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
        return Double.NaN;
      }
      double inverse = 1 / norm;
      int offset = row * columns;
      for (int column = 0; column < columns; column++) {
        sum[column] += x[offset + column] * inverse;
      }
    }
    double squared = 0;
    for (int column = 0; column < columns; column++) {
      squared += sum[column] * sum[column];
    }
    return (squared - rows) / ((double) rows * (rows - 1));
  }

  /**
   * The mean cosine, as {@link #mean} gives it, from the scalar products of rows.
   *
   * @param gram {@code [rows][rows]}, of which the upper triangle is read
   */
  public static double ofGram(double[] gram, int rows) {
    if (rows < 2) {
      return Double.NaN;
    }
    double[] inverse = new double[rows];
    for (int row = 0; row < rows; row++) {
      double square = gram[row * rows + row];
      if (!(square > 0 && square < Double.POSITIVE_INFINITY)) {
        return Double.NaN;
      }
      inverse[row] = 1 / Math.sqrt(square);
    }
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      double ofRow = 0;
      for (int other = row + 1; other < rows; other++) {
        ofRow += gram[row * rows + other] * inverse[other];
      }
      sum += ofRow * inverse[row];
    }
    return 2 * sum / ((double) rows * (rows - 1));
  }

  /**
   * The mean magnitude of the cosine between rows of which {@code gram} holds the scalar products,
   * over the pairs of rows that are not zero; dimensionless, in [0, 1]. It is 1 where all rows lie
   * on one line through 0, whatever their signs.
   *
   * <p>NaN with fewer than two rows that are not zero, or if a row holds a NaN or an infinity.
   * Absolute error below {@code 4 n eps}, n the length of a row.
   *
   * @param gram {@code [rows][rows]}, of which the upper triangle is read
   */
  public static double magnitudeOfGram(double[] gram, int rows) {
    double[] inverse = new double[rows];
    int directed = 0;
    for (int row = 0; row < rows; row++) {
      double square = gram[row * rows + row];
      if (!(square < Double.POSITIVE_INFINITY)) {
        return Double.NaN;
      }
      if (square > 0) {
        inverse[row] = 1 / Math.sqrt(square);
        directed++;
      }
    }
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      double ofRow = 0;
      for (int other = row + 1; other < rows; other++) {
        ofRow += Math.abs(gram[row * rows + other]) * inverse[other];
      }
      sum += ofRow * inverse[row];
    }
    return directed < 2 ? Double.NaN : Math.min(1, 2 * sum / ((double) directed * (directed - 1)));
  }

  private static double squares(float[] x, int offset, int length) {
    double q0 = 0;
    double q1 = 0;
    double q2 = 0;
    double q3 = 0;
    int end = offset + length;
    int i = offset;
    for (; i <= end - 4; i += 4) {
      q0 += (double) x[i] * x[i];
      q1 += (double) x[i + 1] * x[i + 1];
      q2 += (double) x[i + 2] * x[i + 2];
      q3 += (double) x[i + 3] * x[i + 3];
    }
    for (; i < end; i++) {
      q0 += (double) x[i] * x[i];
    }
    return (q0 + q1) + (q2 + q3);
  }
}
