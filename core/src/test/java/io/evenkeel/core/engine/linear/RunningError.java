package io.evenkeel.core.engine.linear;

import java.util.function.DoubleUnaryOperator;

/**
 * A matrix in float64 with, for each entry, a bound on how far a float32 computation of it may lie
 * off: the running error analysis of Higham, Accuracy and Stability of Numerical Algorithms (2002),
 * section 3.3.
 */
final class RunningError {
  /** Unit roundoff of float32. */
  static final double U = 0x1p-24;

  /**
   * The activations' stated accuracy: 2e-7 relative, doubled for the rounding of their argument.
   */
  private static final double ACTIVATION = 4e-7;

  private final int rows;
  private final int columns;
  private final double[] value;
  private final double[] error;

  RunningError(int rows, int columns, double[] value, double[] error) {
    this.rows = rows;
    this.columns = columns;
    this.value = value;
    this.error = error;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  double[] value() {
    return value;
  }

  double[] error() {
    return error;
  }

  /** Exact values that have been rounded to float32 once. */
  static RunningError rounded(int rows, int columns, double[] value) {
    double[] error = new double[value.length];
    for (int i = 0; i < value.length; i++) {
      error[i] = U * Math.abs(value[i]);
    }
    return new RunningError(rows, columns, value, error);
  }

  double at(int row, int column) {
    return value[row * columns + column];
  }

  double errorAt(int row, int column) {
    return error[row * columns + column];
  }

  RunningError transposed() {
    double[] v = new double[value.length];
    double[] e = new double[value.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        v[j * rows + i] = at(i, j);
        e[j * rows + i] = errorAt(i, j);
      }
    }
    return new RunningError(columns, rows, v, e);
  }

  /** The product, each of its sums of n terms within n + 1 roundings. */
  RunningError times(RunningError other) {
    double[] v = new double[rows * other.columns];
    double[] e = new double[v.length];
    double gamma = (columns + 1) * U;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < other.columns; j++) {
        double sum = 0;
        double error = 0;
        for (int k = 0; k < columns; k++) {
          double a = at(i, k);
          double b = other.at(k, j);
          sum += a * b;
          error +=
              Math.abs(a) * other.errorAt(k, j)
                  + Math.abs(b) * errorAt(i, k)
                  + errorAt(i, k) * other.errorAt(k, j)
                  + gamma * Math.abs(a * b);
        }
        v[i * other.columns + j] = sum;
        e[i * other.columns + j] = error;
      }
    }
    return new RunningError(rows, other.columns, v, e);
  }

  /** Adds a bias to each row. */
  RunningError plusRow(double[] bias) {
    double[] v = value.clone();
    double[] e = error.clone();
    for (int i = 0; i < v.length; i++) {
      v[i] += bias[i % columns];
      e[i] += U * (Math.abs(v[i]) + Math.abs(bias[i % columns]));
    }
    return new RunningError(rows, columns, v, e);
  }

  /**
   * The result of a function: its value may move as far as it does at either end of the argument's
   * error interval, and by a square of that for what lies between.
   */
  RunningError through(double[] result, DoubleUnaryOperator function) {
    double[] e = new double[value.length];
    for (int i = 0; i < e.length; i++) {
      double here = function.applyAsDouble(value[i]);
      double up = Math.abs(function.applyAsDouble(value[i] + error[i]) - here);
      double down = Math.abs(function.applyAsDouble(value[i] - error[i]) - here);
      e[i] =
          Math.max(up, down)
              + error[i] * error[i]
              + ACTIVATION * Math.abs(result[i])
              + Float.MIN_NORMAL;
    }
    return new RunningError(rows, columns, result, e);
  }

  /** The entrywise product. */
  RunningError scaledBy(RunningError slope) {
    double[] v = new double[value.length];
    double[] e = new double[value.length];
    for (int i = 0; i < v.length; i++) {
      v[i] = value[i] * slope.value[i];
      e[i] =
          Math.abs(value[i]) * slope.error[i]
              + Math.abs(slope.value[i]) * error[i]
              + error[i] * slope.error[i]
              + U * Math.abs(v[i]);
    }
    return new RunningError(rows, columns, v, e);
  }

  double largestError() {
    double largest = 0;
    for (double e : error) {
      largest = Math.max(largest, e);
    }
    return largest;
  }
}
