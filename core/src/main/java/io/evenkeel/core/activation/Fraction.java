package io.evenkeel.core.activation;

import java.util.Optional;

/**
 * (a x + b) / (c x + d). An operation whose result is not such a fraction gives an empty result.
 *
 * @param a coefficients in double precision
 */
record Fraction(double a, double b, double c, double d) {
  static final Fraction X = new Fraction(1, 0, 0, 1);

  static Fraction number(double value) {
    return new Fraction(0, value, 0, 1);
  }

  static Fraction line(double slope, double atZero) {
    return new Fraction(slope, atZero, 0, 1);
  }

  boolean isNumber() {
    return a == 0 && c == 0;
  }

  boolean isLine() {
    return c == 0;
  }

  double at(double x) {
    return (a * x + b) / (c * x + d);
  }

  /** The x at which the fraction is 0; NaN if there is none, or if it is 0 everywhere. */
  double root() {
    return a == 0 ? Double.NaN : -b / a;
  }

  /** The x at which the divisor is 0; NaN if there is none. */
  double pole() {
    return c == 0 ? Double.NaN : -d / c;
  }

  Fraction times(double factor) {
    return factor == 0 ? number(0) : new Fraction(a * factor, b * factor, c, d);
  }

  private Fraction inverse() {
    return new Fraction(c, d, a, b);
  }

  Optional<Fraction> plus(Fraction other) {
    if (c == other.c && d == other.d) {
      return Optional.of(new Fraction(a + other.a, b + other.b, c, d));
    }
    if (isLine() && other.isLine()) {
      return Optional.of(line(a / d + other.a / other.d, b / d + other.b / other.d));
    }
    if (other.isNumber()) {
      double number = other.b / other.d;
      return Optional.of(new Fraction(a + number * c, b + number * d, c, d));
    }
    return isNumber() ? other.plus(this) : Optional.empty();
  }

  Optional<Fraction> minus(Fraction other) {
    return plus(other.times(-1));
  }

  Optional<Fraction> times(Fraction other) {
    if (isNumber()) {
      return Optional.of(other.times(b / d));
    }
    if (other.isNumber()) {
      return Optional.of(times(other.b / other.d));
    }
    boolean top = a == 0 || other.a == 0;
    boolean bottom = c == 0 || other.c == 0;
    return top && bottom
        ? Optional.of(
            new Fraction(
                a * other.b + b * other.a, b * other.b, c * other.d + d * other.c, d * other.d))
        : Optional.empty();
  }

  Optional<Fraction> over(Fraction other) {
    if (other.isNumber()) {
      double number = other.b / other.d;
      return Optional.of(new Fraction(a / number, b / number, c, d));
    }
    return times(other.inverse());
  }
}
