package io.evenkeel.jobs.reproduce;

import io.evenkeel.core.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers of a table as text. */
final class Numerals {
  private static final MathContext DIGITS = new MathContext(5, RoundingMode.HALF_EVEN);
  private static final MathContext FEW_DIGITS = new MathContext(2, RoundingMode.HALF_EVEN);

  private Numerals() {}

  /** Five significant digits. */
  static String of(double x) {
    return text(x, DIGITS);
  }

  /** Two significant digits. */
  static String brief(double x) {
    return text(x, FEW_DIGITS);
  }

  /** Ten to the power of {@code decades}, with three significant digits. */
  static String factor(double decades) {
    return String.format(Locale.ROOT, "%.3g", Math.pow(10, decades));
  }

  private static String text(double x, MathContext digits) {
    return Double.isFinite(x)
        ? Numbers.text(new BigDecimal(x).round(digits).doubleValue())
        : Numbers.text(x);
  }
}
