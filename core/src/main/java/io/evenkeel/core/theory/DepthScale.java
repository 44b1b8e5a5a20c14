package io.evenkeel.core.theory;

/**
 * The depth scale of a factor per layer, and the one tolerance within which a factor counts as 1.
 *
 * <p>A map's slope next to a fixed point multiplies a distance from it by |slope| per layer: the
 * distance changes by a factor e over xi = 1 / |ln |slope|| layers. A scale of {@link #ENDLESS}
 * layers or more is not distinguished from an infinite one: phase, scale and stability all take
 * such a slope to be 1.
 */
public final class DepthScale {
  /** From this many layers on, a depth scale counts as infinite. */
  public static final double ENDLESS = 1e5;

  private DepthScale() {}

  /** Whether |slope| is 1 within the tolerance of 1 / {@link #ENDLESS}; false for NaN. */
  public static boolean isOne(double slope) {
    return Math.abs(Math.abs(slope) - 1) <= 1 / ENDLESS;
  }

  /**
   * xi = -1 / ln |slope|, in layers: positive where a distance shrinks, negative where it grows;
   * Infinity if |slope| {@link #isOne is 1}, 0 for a slope of 0 or an infinite one, NaN for NaN.
   */
  public static double of(double slope) {
    if (isOne(slope)) {
      return Double.POSITIVE_INFINITY;
    }
    double scale = -1 / StrictMath.log(Math.abs(slope));
    return scale == 0 ? 0 : scale; // no negative zero
  }
}
