package io.evenkeel.core.activation;

import io.evenkeel.core.kernel.ChoiceKernel;
import io.evenkeel.core.kernel.Kernels;

/**
 * The natural logarithm of a block of numbers at once.
 *
 * <p>x = 2^k m with m from sqrt(1/2) to sqrt(2), then log(x) = k ln 2 + 2 atanh(s), s = (m - 1) /
 * (m + 1). Relative error below 4e-16. Numbers that are not normal and positive go to StrictMath.
 */
final class LogBlock {
  private static final double LN2_HIGH = 0x1.62e42fefa3800p-1;
  private static final double LN2_LOW = 0x1.ef35793c76730p-45;
  private static final int MANTISSA_BITS = 52;

  /** The bits of sqrt(1/2) without the lower half, which is 0. */
  private static final long SQRT_HALF = 0x3fe6a09e00000000L;

  private static final long MANTISSA = 0x000fffffffffffffL;

  /** log(1 + x) is log(x) from far below here on. */
  private static final double LARGEST = Math.nextDown(1e300);

  private static final ChoiceKernel CHOICES = Kernels.choices();

  private LogBlock() {}

  /** log(x) of the first n numbers; another array than x. */
  static void log(double[] x, int n, double[] log) {
    for (int i = 0; i < n; i++) {
      long bits = Double.doubleToRawLongBits(x[i]) - SQRT_HALF;
      double k = bits >> MANTISSA_BITS;
      double m = Double.longBitsToDouble((bits & MANTISSA) + SQRT_HALF);
      double s = (m - 1) / (m + 1);
      double fraction = s * Polynomials.atanhRatio(s * s);
      log[i] = Math.fma(k, LN2_HIGH, Math.fma(k, LN2_LOW, fraction));
    }
    if (CHOICES.between(n, x, Double.MIN_NORMAL, Double.MAX_VALUE)) {
      return;
    }
    for (int i = 0; i < n; i++) {
      if (!(x[i] >= Double.MIN_NORMAL && x[i] <= Double.MAX_VALUE)) {
        log[i] = StrictMath.log(x[i]);
      }
    }
  }

  /** log(1 + x) of the first n numbers, exact near 0 (W. Kahan); both other arrays than x. */
  static void log1p(double[] x, int n, double[] sum, double[] log) {
    for (int i = 0; i < n; i++) {
      sum[i] = 1 + x[i];
    }
    log(sum, n, log);
    for (int i = 0; i < n; i++) {
      double lost = x[i] - (sum[i] - 1);
      log[i] += lost / sum[i];
    }
    if (CHOICES.between(n, x, Math.nextUp(-1.0), LARGEST)) {
      return;
    }
    for (int i = 0; i < n; i++) {
      if (!(x[i] > -1 && x[i] <= LARGEST)) {
        log[i] = StrictMath.log1p(x[i]);
      }
    }
  }
}
