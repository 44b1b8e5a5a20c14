package io.evenkeel.core.kernel;

/**
 * Operations on the first n of many float64 numbers that depend on the order of two, and their
 * derivatives: a has the slope sa, b the slope sb. Ties and zeros are treated as PyTorch's backward
 * pass does. All implementations give the same bits.
 */
public interface ChoiceKernel {
  /** The smaller of a and a constant; half the slope where they are equal; NaN if a is. */
  void min(int n, double[] a, double[] sa, double b, double[] value, double[] slope);

  /** The larger of a and a constant; half the slope where they are equal; NaN if a is. */
  void max(int n, double[] a, double[] sa, double b, double[] value, double[] slope);

  /** The smaller of a and b; half of either slope where they are equal; NaN if either is. */
  void min(int n, double[] a, double[] sa, double[] b, double[] sb, double[] value, double[] slope);

  /** The larger of a and b; half of either slope where they are equal; NaN if either is. */
  void max(int n, double[] a, double[] sa, double[] b, double[] sb, double[] value, double[] slope);

  /**
   * a where the condition is not 0 (NaN is not), else b; 0 times the slope of the other one is
   * added, which is NaN if that slope is infinite or NaN.
   */
  void where(
      int n,
      double[] condition,
      double[] a,
      double[] sa,
      double[] b,
      double[] sb,
      double[] value,
      double[] slope);

  /** 1 where a < b, else 0. */
  void less(int n, double[] a, double[] b, double[] value);

  /** 1 where a <= b, else 0. */
  void atMost(int n, double[] a, double[] b, double[] value);

  /** x kept within low and high; slope 1 strictly between, else (NaN too) 0. */
  void clamp(int n, double[] x, double low, double high, double[] value, double[] slope);

  /** The magnitude, with slope -1, 0 or 1; NaN of NaN. */
  void abs(int n, double[] x, double[] value, double[] slope);

  /**
   * Joins two parts of an odd function: {@code near} where |x| is below a limit, else {@code far}
   * with the sign of x; {@code far} if x is NaN.
   *
   * @param far at least 0, or NaN
   */
  void odd(int n, double[] x, double limit, double[] near, double[] far, double[] value);

  /** Whether all magnitudes are at most a limit; not if one is NaN. */
  boolean within(int n, double[] x, double limit);

  /** Whether all numbers are at least low and at most high; not if one is NaN. */
  boolean between(int n, double[] x, double low, double high);
}
