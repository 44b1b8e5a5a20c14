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

  /** This many digits distinguish any two doubles. */
  private static final int MOST_DIGITS = 17;

  private static final long MANTISSA = (1L << 52) - 1;

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
   * @return the text; {@code Double.parseDouble} of it is {@code x} (except for the sign of zero)
   */
  public static String text(double x) {
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      return Double.toString(x);
    }
    if (x == Math.rint(x) && Math.abs(x) < PLAIN_INTEGER_LIMIT) {
      return Long.toString((long) x);
    }
    BigDecimal exact = new BigDecimal(x);
    return plainOrScientific(rounded(exact, fewestDigits(exact, x)));
  }

  /**
   * The least number of digits that reads back as x. Most numbers that were computed need 16 or 17.
   * Bisection finds fewer: more digits are nearer to x, and whatever is nearer reads back as well.
   * This fails at powers of two, whose lower neighbour is nearer than the upper one: there each
   * number of digits is tried.
   */
  private static int fewestDigits(BigDecimal exact, double x) {
    if (Math.getExponent(x) < Double.MIN_EXPONENT || isPowerOfTwo(x)) {
      int digits = 1;
      while (digits < MOST_DIGITS && !readsBack(exact, digits, x)) {
        digits++;
      }
      return digits;
    }
    if (!readsBack(exact, MOST_DIGITS - 1, x)) {
      return MOST_DIGITS;
    }
    if (!readsBack(exact, MOST_DIGITS - 2, x)) {
      return MOST_DIGITS - 1;
    }
    int low = 1;
    int high = MOST_DIGITS - 2;
    while (low < high) {
      int middle = (low + high) / 2;
      if (readsBack(exact, middle, x)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return high;
  }

  private static boolean isPowerOfTwo(double x) {
    return (Double.doubleToRawLongBits(x) & MANTISSA) == 0;
  }

  private static boolean readsBack(BigDecimal exact, int digits, double x) {
    return rounded(exact, digits).doubleValue() == x;
  }

  private static BigDecimal rounded(BigDecimal exact, int digits) {
    return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
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
