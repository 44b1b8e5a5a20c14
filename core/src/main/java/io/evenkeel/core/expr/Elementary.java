package io.evenkeel.core.expr;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Elementary functions over the reals, by PyTorch's names. */
public enum Elementary implements PointFunction {
  /** Square root; NaN below 0, infinitely steep at 0. */
  SQRT,
  /** e to the power of x. */
  EXP,
  /** Natural logarithm; NaN below 0, -Infinity at 0. */
  LOG,
  /** Magnitude; slope 0 at 0. */
  ABS,
  /** -1, 0 or 1; slope 0. */
  SIGN,
  /** Cosine. */
  COS,
  /** exp(x) - 1, exact near 0. */
  EXPM1,
  /** log(1 + x), exact near 0; NaN below -1. */
  LOG1P,
  /** Inverse of the tangent. */
  ATAN,
  /** x^2. */
  SQUARE;

  /** As written in a formula. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The function of that name. */
  public static Optional<PointFunction> of(String name) {
    return Arrays.stream(values())
        .filter(function -> function.text().equals(name))
        .map(function -> (PointFunction) function)
        .findFirst();
  }

  @Override
  public String call(String argument) {
    return text() + "(" + argument + ")";
  }

  @Override
  public double value(double x) {
    return switch (this) {
      case SQRT -> Math.sqrt(x);
      case EXP -> StrictMath.exp(x);
      case LOG -> StrictMath.log(x);
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case COS -> StrictMath.cos(x);
      case EXPM1 -> StrictMath.expm1(x);
      case LOG1P -> StrictMath.log1p(x);
      case ATAN -> StrictMath.atan(x);
      case SQUARE -> x * x;
    };
  }

  @Override
  public double derivative(double x) {
    return switch (this) {
      case SQRT -> 0.5 / Math.sqrt(x);
      case EXP, EXPM1 -> StrictMath.exp(x);
      case LOG -> 1 / x;
      case ABS -> Math.signum(x);
      case SIGN -> 0 * Math.signum(x);
      case COS -> -StrictMath.sin(x);
      case LOG1P -> 1 / (1 + x);
      case ATAN -> 1 / (1 + x * x);
      case SQUARE -> 2 * x;
    };
  }

  @Override
  public double[] kinks() {
    return switch (this) {
      case SQRT, LOG, ABS, SIGN -> new double[] {0};
      case LOG1P -> new double[] {-1};
      case EXP, COS, EXPM1, ATAN, SQUARE -> new double[0];
    };
  }
}
