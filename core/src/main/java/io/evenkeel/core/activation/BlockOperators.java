package io.evenkeel.core.activation;

import io.evenkeel.core.expr.Operator;
import io.evenkeel.core.kernel.ChoiceKernel;
import io.evenkeel.core.kernel.Kernels;
import java.util.Arrays;

/**
 * The signs of formulas over blocks: of numbers a and b with slopes sa and sb, each operation gives
 * the value and the slope. A constant has no slope, and no infinity times 0 comes of it.
 */
final class BlockOperators {
  /** Whole powers up to this are products. */
  private static final int LARGEST_PRODUCT = 8;

  private static final ChoiceKernel CHOICES = Kernels.choices();

  private BlockOperators() {}

  static void negate(int n, double[] a, double[] sa, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      value[i] = -a[i];
      slope[i] = -sa[i];
    }
  }

  static void scale(int n, double[] slope, double[] factor) {
    for (int i = 0; i < n; i++) {
      slope[i] *= factor[i];
    }
  }

  static void add(
      int n, double[] a, double[] sa, double[] b, double[] sb, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      value[i] = a[i] + b[i];
      slope[i] = sa[i] + sb[i];
    }
  }

  static void subtract(
      int n, double[] a, double[] sa, double[] b, double[] sb, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      value[i] = a[i] - b[i];
      slope[i] = sa[i] - sb[i];
    }
  }

  static void multiply(int n, double[] a, double[] sa, double b, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      value[i] = a[i] * b;
      slope[i] = sa[i] * b;
    }
  }

  static void multiply(
      int n, double[] a, double[] sa, double[] b, double[] sb, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      value[i] = a[i] * b[i];
      slope[i] = sa[i] * b[i] + sb[i] * a[i];
    }
  }

  static void divide(int n, double[] a, double[] sa, double b, double[] value, double[] slope) {
    double inverse = 1 / b;
    if (isPowerOfTwo(b)) { // the product is the quotient
      multiply(n, a, sa, inverse, value, slope);
      return;
    }
    for (int i = 0; i < n; i++) {
      value[i] = a[i] / b;
      slope[i] = sa[i] * inverse;
    }
  }

  private static boolean isPowerOfTwo(double b) {
    int exponent = Math.getExponent(b);
    return Math.abs(exponent) < Double.MAX_EXPONENT && Math.abs(b) == Math.scalb(1.0, exponent);
  }

  static void divide(int n, double a, double[] b, double[] sb, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      double quotient = a / b[i];
      value[i] = quotient;
      slope[i] = -(sb[i] * (quotient / b[i]));
    }
  }

  static void divide(
      int n, double[] a, double[] sa, double[] b, double[] sb, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      double inverse = 1 / b[i];
      double quotient = a[i] / b[i];
      value[i] = quotient;
      slope[i] = sa[i] * inverse - sb[i] * (quotient * inverse);
    }
  }

  /** a to the power of a constant. */
  static void power(int n, double[] a, double[] sa, double power, double[] value, double[] slope) {
    if (power == Math.rint(power) && power >= 2 && power <= LARGEST_PRODUCT) {
      product(n, a, sa, (int) power, value, slope);
      return;
    }
    for (int i = 0; i < n; i++) {
      value[i] = Operator.POWER.of(a[i], power);
      slope[i] = sa[i] * ExprTape.slopeInLeft(Operator.POWER, a[i], power);
    }
  }

  private static void product(
      int n, double[] a, double[] sa, int power, double[] value, double[] slope) {
    System.arraycopy(a, 0, slope, 0, n);
    for (int factor = 2; factor < power; factor++) {
      scale(n, slope, a);
    }
    double factor = power;
    for (int i = 0; i < n; i++) {
      double below = slope[i];
      value[i] = below * a[i];
      slope[i] = sa[i] * (factor * below);
    }
  }

  static void compare(
      Operator operator, int n, double[] a, double[] b, double[] value, double[] slope) {
    switch (operator) {
      case LESS -> CHOICES.less(n, a, b, value);
      case GREATER -> CHOICES.less(n, b, a, value);
      case AT_MOST -> CHOICES.atMost(n, a, b, value);
      case AT_LEAST -> CHOICES.atMost(n, b, a, value);
      default -> {
        for (int i = 0; i < n; i++) {
          value[i] = operator.of(a[i], b[i]);
        }
      }
    }
    Arrays.fill(slope, 0, n, 0);
  }
}
