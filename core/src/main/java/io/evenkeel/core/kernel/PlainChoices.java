package io.evenkeel.core.kernel;

/** {@link ChoiceKernel} in plain loops; the static methods take a range of indices. */
final class PlainChoices implements ChoiceKernel {
  @Override
  public void min(int n, double[] a, double[] sa, double b, double[] value, double[] slope) {
    min(0, n, a, sa, b, value, slope);
  }

  static void min(
      int from, int to, double[] a, double[] sa, double b, double[] value, double[] slope) {
    for (int i = from; i < to; i++) {
      double left = Select.of(a[i] > b, 0, Select.of(a[i] == b, 0.5, 1));
      slope[i] = sa[i] * left;
      value[i] = Math.min(a[i], b);
    }
  }

  @Override
  public void max(int n, double[] a, double[] sa, double b, double[] value, double[] slope) {
    max(0, n, a, sa, b, value, slope);
  }

  static void max(
      int from, int to, double[] a, double[] sa, double b, double[] value, double[] slope) {
    for (int i = from; i < to; i++) {
      double left = Select.of(a[i] < b, 0, Select.of(a[i] == b, 0.5, 1));
      slope[i] = sa[i] * left;
      value[i] = Math.max(a[i], b);
    }
  }

  @Override
  public void min(
      int n, double[] a, double[] sa, double[] b, double[] sb, double[] value, double[] slope) {
    min(0, n, a, sa, b, sb, value, slope);
  }

  static void min(
      int from,
      int to,
      double[] a,
      double[] sa,
      double[] b,
      double[] sb,
      double[] value,
      double[] slope) {
    for (int i = from; i < to; i++) {
      double left = Select.of(a[i] > b[i], 0, Select.of(a[i] == b[i], 0.5, 1));
      double right = Select.of(a[i] < b[i], 0, Select.of(a[i] == b[i], 0.5, 1));
      slope[i] = sa[i] * left + sb[i] * right;
      value[i] = Math.min(a[i], b[i]);
    }
  }

  @Override
  public void max(
      int n, double[] a, double[] sa, double[] b, double[] sb, double[] value, double[] slope) {
    max(0, n, a, sa, b, sb, value, slope);
  }

  static void max(
      int from,
      int to,
      double[] a,
      double[] sa,
      double[] b,
      double[] sb,
      double[] value,
      double[] slope) {
    for (int i = from; i < to; i++) {
      double left = Select.of(a[i] < b[i], 0, Select.of(a[i] == b[i], 0.5, 1));
      double right = Select.of(a[i] > b[i], 0, Select.of(a[i] == b[i], 0.5, 1));
      slope[i] = sa[i] * left + sb[i] * right;
      value[i] = Math.max(a[i], b[i]);
    }
  }

  @Override
  public void where(
      int n,
      double[] condition,
      double[] a,
      double[] sa,
      double[] b,
      double[] sb,
      double[] value,
      double[] slope) {
    where(0, n, condition, a, sa, b, sb, value, slope);
  }

  static void where(
      int from,
      int to,
      double[] condition,
      double[] a,
      double[] sa,
      double[] b,
      double[] sb,
      double[] value,
      double[] slope) {
    for (int i = from; i < to; i++) {
      value[i] = Select.of(condition[i] != 0, a[i], b[i]);
    }
    for (int i = from; i < to; i++) {
      double chosen = Select.of(condition[i] != 0, sa[i], sb[i]);
      double other = Select.of(condition[i] != 0, sb[i], sa[i]);
      slope[i] = Math.fma(0, other, chosen);
    }
  }

  @Override
  public void less(int n, double[] a, double[] b, double[] value) {
    less(0, n, a, b, value);
  }

  static void less(int from, int to, double[] a, double[] b, double[] value) {
    for (int i = from; i < to; i++) {
      value[i] = Select.of(a[i] < b[i], 1, 0);
    }
  }

  @Override
  public void atMost(int n, double[] a, double[] b, double[] value) {
    atMost(0, n, a, b, value);
  }

  static void atMost(int from, int to, double[] a, double[] b, double[] value) {
    for (int i = from; i < to; i++) {
      value[i] = Select.of(a[i] <= b[i], 1, 0);
    }
  }

  @Override
  public void clamp(int n, double[] x, double low, double high, double[] value, double[] slope) {
    clamp(0, n, x, low, high, value, slope);
  }

  static void clamp(
      int from, int to, double[] x, double low, double high, double[] value, double[] slope) {
    for (int i = from; i < to; i++) {
      double above = Select.of(x[i] > low, 1, 0);
      slope[i] = Select.of(x[i] < high, above, 0);
      value[i] = Math.min(Math.max(x[i], low), high);
    }
  }

  @Override
  public void abs(int n, double[] x, double[] value, double[] slope) {
    abs(0, n, x, value, slope);
  }

  static void abs(int from, int to, double[] x, double[] value, double[] slope) {
    for (int i = from; i < to; i++) {
      value[i] = Math.abs(x[i]);
    }
    for (int i = from; i < to; i++) {
      slope[i] = Math.signum(x[i]);
    }
  }

  @Override
  public void odd(int n, double[] x, double limit, double[] near, double[] far, double[] value) {
    odd(0, n, x, limit, near, far, value);
  }

  static void odd(
      int from, int to, double[] x, double limit, double[] near, double[] far, double[] value) {
    for (int i = from; i < to; i++) {
      double signed = Select.of(x[i] < 0, -far[i], far[i]);
      value[i] = Select.of(Math.abs(x[i]) < limit, near[i], signed);
    }
  }

  @Override
  public boolean within(int n, double[] x, double limit) {
    return within(0, n, x, limit);
  }

  static boolean within(int from, int to, double[] x, double limit) {
    boolean within = true;
    for (int i = from; i < to; i++) {
      within &= Math.abs(x[i]) <= limit;
    }
    return within;
  }

  @Override
  public boolean between(int n, double[] x, double low, double high) {
    return between(0, n, x, low, high);
  }

  static boolean between(int from, int to, double[] x, double low, double high) {
    boolean between = true;
    for (int i = from; i < to; i++) {
      between &= low <= x[i] && x[i] <= high;
    }
    return between;
  }
}
