package io.evenkeel.jobs.reproduce;

import java.math.BigDecimal;

/**
 * A number as it was published.
 *
 * @param text as written
 * @param value as compared: the number, or its decimal logarithm
 * @param allowance the largest error that the published number may have, on the scale of the
 *     comparison: half a unit of the last digit, or the next order of an expansion
 * @param logarithmic whether decimal logarithms are compared
 * @param oneDraw whether it is one random draw from the law over seeds
 */
record Published(
    String text, double value, double allowance, boolean logarithmic, boolean oneDraw) {
  /** Relative precision of exact results: float64 arithmetic with sums of some thousand terms. */
  static final double EXACT = 1e-12;

  /** An expectation rounded to the digits given. */
  static Published rounded(String text) {
    BigDecimal number = new BigDecimal(text);
    return new Published(text, number.doubleValue(), number.ulp().doubleValue() / 2, false, false);
  }

  /** An expectation that is rounded to the digits given and compared by its logarithm. */
  static Published roundedFactor(String text) {
    Published plain = rounded(text);
    double allowance = Math.log10(1 + plain.allowance / plain.value);
    return new Published(text, Math.log10(plain.value), allowance, true, false);
  }

  /**
   * An approximation that is compared by its logarithm.
   *
   * @param factor factor by which the exact number may differ either way, above 1
   */
  static Published approximateFactor(String text, double factor) {
    double value = Math.log10(Double.parseDouble(text));
    return new Published(text, value, Math.log10(factor), true, false);
  }

  /** An approximation. */
  static Published approximate(String text, double allowance) {
    return new Published(text, Double.parseDouble(text), allowance, false, false);
  }

  /**
   * The number of one run, compared by its logarithm; the rounding of its digits does not matter.
   */
  static Published draw(double number) {
    return new Published(Numerals.of(number), Math.log10(number), 0, true, true);
  }

  /** A number that holds exactly for each seed. */
  static Published exact(String text, double value) {
    return new Published(text, value, EXACT * Math.abs(value), false, false);
  }

  /** A range, both ends included, that holds the mean over seeds. */
  static Published between(String from, String to) {
    double low = Double.parseDouble(from);
    double high = Double.parseDouble(to);
    return new Published(from + ".." + to, (low + high) / 2, (high - low) / 2, false, false);
  }

  /** A range, both ends included, that holds each seed's number. */
  static Published range(int from, int to) {
    double middle = (from + to) / 2.0;
    return new Published(from + " or " + to, middle, (to - from) / 2.0, false, false);
  }
}
