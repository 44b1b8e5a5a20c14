package io.evenkeel.core.data;

import io.evenkeel.core.SpecException;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Measures rows of a file for theory. Figures have six digits, so that their texts stay the same
 * even if a later version adds numbers in another order.
 */
public final class RowMoments {
  private static final MathContext SIX_DIGITS = new MathContext(6);

  private RowMoments() {}

  /**
   * Keeps the rows in {@link FileValues} and measures them.
   *
   * <p>The cosine is the mean over all pairs of different rows, which is what a batch has in
   * expectation: {@code (|sum u|^2 - n) / (n (n - 1))} for the n rows' directions u. Rows of zeros
   * have no direction and are left out of it; with one row it is 0.
   *
   * @param name of the file, for people
   * @param values {@code [rows][width]}, finite, not copied
   * @throws SpecException if all values are 0
   */
  public static FileInput measured(String name, int rows, int width, float[] values) {
    double sum = 0;
    double squares = 0;
    double kurtosis = 0;
    int directed = 0;
    double[] directions = new double[width];
    for (int row = 0; row < rows; row++) {
      double square = 0;
      double fourth = 0;
      for (int i = row * width; i < (row + 1) * width; i++) {
        double x = values[i];
        sum += x;
        square += x * x;
      }
      squares += square;
      double length = Math.sqrt(square);
      if (length > 0) {
        directed++;
        for (int i = 0; i < width; i++) {
          double x = values[row * width + i] / length;
          directions[i] += x;
          fourth += x * x * x * x;
        }
        kurtosis += width * fourth;
      }
    }
    if (directed == 0) {
      throw new SpecException("%s: all values are 0".formatted(name));
    }
    double count = (double) rows * width;
    double mean = sum / count;
    double common = 0;
    for (double direction : directions) {
      common += direction * direction;
    }
    double pairs = (double) directed * (directed - 1);
    double cosine = pairs == 0 ? 0 : (common - directed) / pairs;
    return new FileInput(
        name,
        rows,
        width,
        sixDigits(mean),
        sixDigits(Math.sqrt(Math.max(0, squares / count - mean * mean))),
        sixDigits(Math.max(-1, Math.min(1, cosine))),
        Math.max(1, sixDigits(kurtosis / directed)),
        FileValues.keep(values));
  }

  /** A figure of a file, rounded to the digits that texts have. */
  public static double sixDigits(double x) {
    return new BigDecimal(x).round(SIX_DIGITS).doubleValue();
  }
}
