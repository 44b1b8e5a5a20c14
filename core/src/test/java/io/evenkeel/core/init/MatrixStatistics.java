package io.evenkeel.core.init;

/** Statistics of one matrix, as the reference values define them. */
final class MatrixStatistics {
  private final float[] values;
  private final int rows;
  private final double gain;
  private final double mean;
  private final double second;
  private final double fourth;

  /**
   * @param gain divides a trace
   */
  MatrixStatistics(float[] values, int rows, double gain) {
    this.values = values;
    this.rows = rows;
    this.gain = gain;
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    mean = sum / values.length;
    double squares = 0;
    double quartics = 0;
    for (float value : values) {
      double square = (value - mean) * (value - mean);
      squares += square;
      quartics += square * square;
    }
    second = squares / values.length;
    fourth = quartics / values.length;
  }

  double of(String name) {
    return switch (name) {
      case "mean" -> mean;
      case "std" -> Math.sqrt(second * values.length / (values.length - 1));
      case "kurtosis" -> fourth / (second * second);
      case "min" -> extreme(-1);
      case "max" -> extreme(1);
      case "zero_fraction" -> zeroFraction();
      case "trace" -> trace();
      case "trace_sq" -> trace() * trace();
      case "det_positive" -> determinantIsPositive() ? 1 : 0;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private double extreme(int sign) {
    double extreme = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      extreme = Math.max(extreme, sign * value);
    }
    return sign * extreme;
  }

  private double zeroFraction() {
    int zeros = 0;
    for (float value : values) {
      zeros += value == 0 ? 1 : 0;
    }
    return (double) zeros / values.length;
  }

  private double trace() {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += values[i * rows + i];
    }
    return sum / gain;
  }

  /** By Gaussian elimination with partial pivoting. */
  private boolean determinantIsPositive() {
    double[][] a = new double[rows][rows];
    for (int i = 0; i < values.length; i++) {
      a[i / rows][i % rows] = values[i];
    }
    boolean positive = true;
    for (int k = 0; k < rows; k++) {
      int pivot = k;
      for (int i = k + 1; i < rows; i++) {
        pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
      }
      double[] row = a[pivot];
      a[pivot] = a[k];
      a[k] = row;
      positive ^= (pivot != k) ^ (row[k] < 0);
      for (int i = k + 1; i < rows; i++) {
        double factor = a[i][k] / row[k];
        for (int j = k + 1; j < rows; j++) {
          a[i][j] -= factor * row[j];
        }
      }
    }
    return positive;
  }
}
