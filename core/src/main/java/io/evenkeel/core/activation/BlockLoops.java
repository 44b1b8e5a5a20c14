package io.evenkeel.core.activation;

import io.evenkeel.core.expr.Operator;
import io.evenkeel.core.kernel.ChoiceKernel;
import io.evenkeel.core.kernel.Kernels;

/**
 * The elementary loops of formulas, over the first n numbers of arrays. Each is a method of its
 * own, which the JIT turns into vector code. The array that is written must not be one of those
 * that are read. A factor of 1 changes no bit, and costs less than another loop without it.
 */
final class BlockLoops {
  private static final ChoiceKernel CHOICES = Kernels.choices();

  private BlockLoops() {}

  /** a s. */
  static void scale(int n, double[] a, double s, double[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] * s;
    }
  }

  /** a s + b. */
  static void add(int n, double[] a, double s, double b, double[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] * s + b;
    }
  }

  /** a s + b t. */
  static void add(int n, double[] a, double s, double[] b, double t, double[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] * s + b[i] * t;
    }
  }

  /** a - b t. */
  static void subtract(int n, double a, double[] b, double t, double[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = a - b[i] * t;
    }
  }

  /** a s - b t. */
  static void subtract(int n, double[] a, double s, double[] b, double t, double[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] * s - b[i] * t;
    }
  }

  /** (a s) (b t). */
  static void multiply(int n, double[] a, double s, double[] b, double t, double[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = (a[i] * s) * (b[i] * t);
    }
  }

  /** a s + (b t) (c u). */
  static void addProduct(
      int n, double[] a, double s, double[] b, double t, double[] c, double u, double[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] * s + (b[i] * t) * (c[i] * u);
    }
  }

  /** a b + c d. */
  static void addProducts(int n, double[] a, double[] b, double[] c, double[] d, double[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] * b[i] + c[i] * d[i];
    }
  }

  static void divide(int n, double[] a, double b, double[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] / b;
    }
  }

  static void divide(int n, double a, double[] b, double[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = a / b[i];
    }
  }

  static void divide(int n, double[] a, double[] b, double[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] / b[i];
    }
  }

  /** The slope of a / b: sa / b - sb a / b^2. */
  static void quotientSlope(
      int n, double[] sa, double[] sb, double[] inverse, double[] quotient, double[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = sa[i] * inverse[i] - sb[i] * (quotient[i] * inverse[i]);
    }
  }

  /** a to the power of a constant. */
  static void power(int n, double[] a, double power, double[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = Operator.POWER.of(a[i], power);
    }
  }

  /** The slope of a power of a constant in its base. */
  static void powerSlope(int n, double[] a, double power, double[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = ExprTape.slopeInLeft(Operator.POWER, a[i], power);
    }
  }

  /** a to the power of b. */
  static void power(int n, double[] a, double[] b, double[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = Operator.POWER.of(a[i], b[i]);
    }
  }

  /** The slope of a power in its base. */
  static void powerSlope(int n, double[] a, double[] b, double[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = ExprTape.slopeInLeft(Operator.POWER, a[i], b[i]);
    }
  }

  /** The slope of a power in its exponent. */
  static void powerSlopeInExponent(int n, double[] a, double[] b, double[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = ExprTape.slopeInRight(Operator.POWER, a[i], b[i]);
    }
  }

  static void compare(Operator operator, int n, double[] a, double[] b, double[] to) {
    switch (operator) {
      case LESS -> CHOICES.less(n, a, b, to);
      case GREATER -> CHOICES.less(n, b, a, to);
      case AT_MOST -> CHOICES.atMost(n, a, b, to);
      case AT_LEAST -> CHOICES.atMost(n, b, a, to);
      default -> {
        for (int i = 0; i < n; i++) {
          to[i] = operator.of(a[i], b[i]);
        }
      }
    }
  }
}
