package io.evenkeel.core.train;

/**
 * The factor that turns a gradient as it is carried into the float32 gradient that an optimiser
 * takes.
 *
 * @param factor of clipping
 * @param exponent power of two of the gradient as it is carried
 */
record GradientScale(double factor, long exponent) {
  /** Beyond this exponent every float32 value vanishes or overflows. */
  private static final long FARTHEST = 600;

  /** Multiplies float64 values. */
  void apply(double[] gradient, int length) {
    double scale = Math.scalb(factor, (int) Math.max(-2000, Math.min(2000, exponent)));
    for (int i = 0; i < length; i++) {
      gradient[i] *= scale;
    }
  }

  /**
   * Multiplies float32 values; results too small for float32 become subnormal or zero, as in a
   * framework.
   */
  void apply(float[] gradient, int length) {
    int power = (int) Math.max(-FARTHEST, Math.min(FARTHEST, exponent));
    double scale = Math.scalb(factor, power);
    float single = (float) scale;
    if (Math.abs(scale) >= Float.MIN_NORMAL && Math.abs(scale) <= Float.MAX_VALUE) {
      for (int i = 0; i < length; i++) {
        gradient[i] *= single;
      }
    } else {
      for (int i = 0; i < length; i++) {
        gradient[i] = (float) (gradient[i] * scale);
      }
    }
  }
}
