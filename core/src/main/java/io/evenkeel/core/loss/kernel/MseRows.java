package io.evenkeel.core.loss.kernel;

/**
 * Mean squared error, one row of float32 outputs at a time, in double precision: value = mean of (x
 * - t)^2, gradient 2 (x - t) / C. NaN gives NaN, an infinity Infinity.
 */
public final class MseRows {
  private MseRows() {}

  /**
   * Value of one row; its gradient times {@code scale} goes to the same place of {@code gradient}.
   * The squares are added in four chains that a processor runs at once.
   *
   * @param from where the row starts in {@code output} and {@code gradient}
   * @param units number of entries, at least 1
   * @param target one per unit
   * @param targetFrom where the row's targets start
   */
  public static double row(
      float[] output,
      int from,
      int units,
      float[] target,
      int targetFrom,
      double[] gradient,
      double scale) {
    double factor = 2 * scale / units;
    int shift = targetFrom - from;
    int end = from + units;
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i < end - 3; i += 4) {
      double e = (double) output[i] - target[i + shift];
      double f = (double) output[i + 1] - target[i + 1 + shift];
      double g = (double) output[i + 2] - target[i + 2 + shift];
      double h = (double) output[i + 3] - target[i + 3 + shift];
      gradient[i] = factor * e;
      gradient[i + 1] = factor * f;
      gradient[i + 2] = factor * g;
      gradient[i + 3] = factor * h;
      a += e * e;
      b += f * f;
      c += g * g;
      d += h * h;
    }
    for (; i < end; i++) {
      double e = (double) output[i] - target[i + shift];
      gradient[i] = factor * e;
      a += e * e;
    }
    return ((a + b) + (c + d)) / units;
  }
}
