package io.evenkeel.core.activation;

import io.evenkeel.core.expr.Operator;

/**
 * The signs of formulas over blocks: of numbers a and b with slopes sa and sb, each operation gives
 * the value and the slope. A constant has no slope, and no infinity times 0 comes of it.
 */
final class BlockOperators {
  /** Whole powers up to this are products. */
  private static final int LARGEST_PRODUCT = 8;

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
    for (int i = 0; i < n; i++) {
      value[i] = slope[i] * a[i];
      slope[i] = sa[i] * (power * slope[i]);
    }
  }

  /** The smaller of a and a constant. */
  static void min(int n, double[] a, double[] sa, double b, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      value[i] = Math.min(a[i], b);
    }
    for (int i = 0; i < n; i++) {
      double left = Select.of(a[i] > b, 0, Select.of(a[i] == b, 0.5, 1));
      slope[i] = sa[i] * left;
    }
  }

  /** The larger of a and a constant. */
  static void max(int n, double[] a, double[] sa, double b, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      value[i] = Math.max(a[i], b);
    }
    for (int i = 0; i < n; i++) {
      double left = Select.of(a[i] < b, 0, Select.of(a[i] == b, 0.5, 1));
      slope[i] = sa[i] * left;
    }
  }

  static void min(
      int n, double[] a, double[] sa, double[] b, double[] sb, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      double left = Select.of(a[i] > b[i], 0, Select.of(a[i] == b[i], 0.5, 1));
      double right = Select.of(a[i] < b[i], 0, Select.of(a[i] == b[i], 0.5, 1));
      value[i] = Math.min(a[i], b[i]);
      slope[i] = sa[i] * left + sb[i] * right;
    }
  }

  static void max(
      int n, double[] a, double[] sa, double[] b, double[] sb, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      double left = Select.of(a[i] < b[i], 0, Select.of(a[i] == b[i], 0.5, 1));
      double right = Select.of(a[i] > b[i], 0, Select.of(a[i] == b[i], 0.5, 1));
      value[i] = Math.max(a[i], b[i]);
      slope[i] = sa[i] * left + sb[i] * right;
    }
  }

  static void where(
      int n,
      double[] condition,
      double[] a,
      double[] sa,
      double[] b,
      double[] sb,
      double[] value,
      double[] slope) {
    for (int i = 0; i < n; i++) {
      value[i] = Select.of(condition[i] != 0, a[i], b[i]);
    }
    for (int i = 0; i < n; i++) {
      double chosen = Select.of(condition[i] != 0, sa[i], sb[i]);
      double other = Select.of(condition[i] != 0, sb[i], sa[i]);
      slope[i] = Math.fma(0, other, chosen);
    }
  }

  static void compare(
      Operator operator, int n, double[] a, double[] b, double[] value, double[] slope) {
    switch (operator) {
      case LESS -> less(n, a, b, value);
      case GREATER -> less(n, b, a, value);
      case AT_MOST -> atMost(n, a, b, value);
      case AT_LEAST -> atMost(n, b, a, value);
      default -> {
        for (int i = 0; i < n; i++) {
          value[i] = operator.of(a[i], b[i]);
        }
      }
    }
    java.util.Arrays.fill(slope, 0, n, 0);
  }

  private static void less(int n, double[] a, double[] b, double[] value) {
    for (int i = 0; i < n; i++) {
      value[i] = Select.of(a[i] < b[i], 1, 0);
    }
  }

  private static void atMost(int n, double[] a, double[] b, double[] value) {
    for (int i = 0; i < n; i++) {
      value[i] = Select.of(a[i] <= b[i], 1, 0);
    }
  }
}
