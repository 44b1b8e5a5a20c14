package io.evenkeel.jobs.data;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.SpecException;
import java.util.Arrays;
import java.util.function.Supplier;

/** Rows of numbers that are being read, row by row; all rows have the same width. */
final class Table {
  /** The most values that an input may have: half a GiB as float32. */
  static final int MOST_VALUES = 1 << 27;

  private final String file;
  private final int width;
  private double[] values;
  private int rows;
  private int count;

  /**
   * @param file name of the file for messages
   * @param width values of a row, at least 1
   */
  Table(String file, int width) {
    this.file = file;
    this.width = width;
    values = new double[Math.max(width, 1024)];
  }

  int width() {
    return width;
  }

  int rows() {
    return rows;
  }

  /**
   * Adds the next value of the current row.
   *
   * @param place the value's place in the file; computed only for a message
   * @throws SpecException if it is not finite as float32, or there are too many
   */
  void add(double value, Supplier<String> place) {
    if (!(Math.abs(value) <= Float.MAX_VALUE)) {
      throw notFinite(file, place.get(), Numbers.text(value));
    }
    if (count == MOST_VALUES) {
      throw new SpecException(
          "%s has more than the %s values that an input may have".formatted(file, MOST_VALUES));
    }
    if (count == values.length) {
      values = Arrays.copyOf(values, (int) Math.min(MOST_VALUES, 2L * count));
    }
    values[count++] = value;
    if (count % width == 0) {
      rows++;
    }
  }

  static SpecException notFinite(String file, String place, String value) {
    return new SpecException(
        "%s, %s: a value must be a finite number within float32, got '%s'"
            .formatted(file, place, value));
  }

  /**
   * The values as float32, {@code [rows][width]}.
   *
   * @param standardize whether each column is first reduced by its mean and divided by its standard
   *     deviation (n); a column with equal values becomes 0
   * @throws SpecException if there is no row
   */
  float[] values(boolean standardize) {
    if (rows == 0) {
      throw new SpecException("%s has no row".formatted(file));
    }
    float[] result = new float[count];
    for (int column = 0; column < width; column++) {
      double mean = standardize ? mean(column) : 0;
      double scale = standardize ? scale(column, mean) : 1;
      for (int i = column; i < count; i += width) {
        result[i] = (float) ((values[i] - mean) * scale);
      }
    }
    return result;
  }

  private double mean(int column) {
    double sum = 0;
    for (int i = column; i < count; i += width) {
      sum += values[i] / rows;
    }
    return sum;
  }

  private double scale(int column, double mean) {
    double squares = 0;
    double largest = 0;
    for (int i = column; i < count; i += width) {
      double difference = values[i] - mean;
      squares += difference * difference / rows;
      largest = Math.max(largest, Math.abs(values[i]));
    }
    double std = Math.sqrt(squares);
    // A column of equal values has no spread but that of rounding its mean.
    return std <= 1e-12 * largest ? 0 : 1 / std;
  }
}
