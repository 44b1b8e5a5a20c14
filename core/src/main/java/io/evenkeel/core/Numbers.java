package io.evenkeel.core;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The one way Evenkeel writes a number into canonical text: short, exact, the same on every JDK.
 */
public final class Numbers {
  /** Integers below this are written out in full rather than with an exponent. */
  private static final double PLAIN_INTEGER_LIMIT = 1e15;

  private Numbers() {}

  /**
   * The shortest decimal text that reads back as {@code x}.
   *
   * <ul>
   *   <li>Integral values below 1e15 have no point and no exponent: {@code 1}, {@code -3}.
   *   <li>NaN and the infinities are {@code NaN}, {@code Infinity}, {@code -Infinity}.
   *   <li>Both zeros are {@code 0}.
   * </ul>
   *
   * @param x any double
   * @return the text; {@code Double.parseDouble} of it is {@code x} (but for the sign of zero)
   */
  public static String text(double x) {
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      return Double.toString(x);
    }
    if (x == Math.rint(x) && Math.abs(x) < PLAIN_INTEGER_LIMIT) {
      return Long.toString((long) x);
    }
    BigDecimal exact = new BigDecimal(x);
    for (int digits = 1; digits < 17; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == x) {
        return plainOrScientific(rounded);
      }
    }
    return plainOrScientific(exact.round(new MathContext(17, RoundingMode.HALF_EVEN)));
  }

  private static String plainOrScientific(BigDecimal value) {
    BigDecimal v = value.stripTrailingZeros();
    int exponent = v.precision() - v.scale() - 1;
    if (exponent >= -5 && exponent < 15) {
      return v.toPlainString();
    }
    String digits = v.unscaledValue().abs().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return (v.signum() < 0 ? "-" : "") + mantissa + "e" + exponent;
  }
}
