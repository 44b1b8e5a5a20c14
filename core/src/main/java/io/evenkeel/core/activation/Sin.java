package io.evenkeel.core.activation;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;

/**
 * phi(x) = sin(w0 x); phi' = w0 cos(w0 x). NaN and the infinities give NaN.
 *
 * <p>Sitzmann, Martel, Bergman, Lindell, Wetzstein, "Implicit Neural Representations with Periodic
 * Activation Functions", arXiv:2006.09661, take w0 = 30.
 *
 * @param w0 frequency, any finite number but 0
 */
public record Sin(double w0) implements Activation {
  private static final double TWO_OVER_PI = 0.6366197723675814;

  /** pi/2 in three parts; whole multiples up to 2^20 of the first two are exact. */
  private static final double HALF_PI_HIGH = 0x1.921fb54400000p+0;

  private static final double HALF_PI_MIDDLE = 0x1.0b4611a600000p-34;
  private static final double HALF_PI_LOW = 0x1.3198a2e037073p-69;

  /** Beyond this the three parts of pi/2 are too few. */
  private static final double FAR = 0x1p20;

  /**
   * @throws SpecException if w0 is 0 or not finite
   */
  public Sin {
    if (!(Double.isFinite(w0) && w0 != 0)) {
      throw new SpecException("w0 of sin must be a finite number but 0, got " + Numbers.text(w0));
    }
  }

  /** sin(x). */
  public Sin() {
    this(1);
  }

  @Override
  public Spec spec() {
    return Spec.of("sin").with("w0", w0);
  }

  @Override
  public double value(double x) {
    return StrictMath.sin(w0 * x);
  }

  @Override
  public double derivative(double x) {
    return w0 * StrictMath.cos(w0 * x);
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    for (int i = 0; i < n; i++) {
      double x = w0 * pre[i];
      if (Math.abs(x) < FAR) {
        int quadrant = (int) Math.rint(x * TWO_OVER_PI);
        double rest = Math.fma(-quadrant, HALF_PI_HIGH, x);
        rest = Math.fma(-quadrant, HALF_PI_MIDDLE, rest);
        rest = Math.fma(-quadrant, HALF_PI_LOW, rest);
        double q = rest * rest;
        double sin = Math.fma(rest * q, Polynomials.sinDefect(q), rest);
        double cos = Math.fma(q * q, Polynomials.cosDefect(q), Math.fma(-0.5, q, 1));
        act[i] = (float) turned(quadrant, sin, cos);
        slope[i] = (float) (w0 * (float) turned(quadrant + 1, sin, cos));
      } else {
        act[i] = (float) StrictMath.sin(x);
        slope[i] = (float) (w0 * StrictMath.cos(x));
      }
    }
  }

  /** As {@link #apply}, in double precision; for formulas. */
  void block(double[] x, int n, double[] value, double[] slope) {
    block(w0, x, n, value, slope);
  }

  /** sin(w0 x) and its derivative. */
  static void block(double w0, double[] x, int n, double[] value, double[] slope) {
    for (int i = 0; i < n; i++) {
      double phase = w0 * x[i];
      if (Math.abs(phase) < FAR) {
        int quadrant = (int) Math.rint(phase * TWO_OVER_PI);
        double rest = Math.fma(-quadrant, HALF_PI_HIGH, phase);
        rest = Math.fma(-quadrant, HALF_PI_MIDDLE, rest);
        rest = Math.fma(-quadrant, HALF_PI_LOW, rest);
        double q = rest * rest;
        double sin = Math.fma(rest * q, Polynomials.sinDefect(q), rest);
        double cos = Math.fma(q * q, Polynomials.cosDefect(q), Math.fma(-0.5, q, 1));
        value[i] = turned(quadrant, sin, cos);
        slope[i] = w0 * turned(quadrant + 1, sin, cos);
      } else {
        value[i] = StrictMath.sin(phase);
        slope[i] = w0 * StrictMath.cos(phase);
      }
    }
  }

  /** sin(r + k pi/2) of sin(r) and cos(r), without a jump on k. */
  private static double turned(int k, double sin, double cos) {
    long odd = -(long) (k & 1);
    long size = (Double.doubleToRawLongBits(cos) & odd) | (Double.doubleToRawLongBits(sin) & ~odd);
    // The second lowest bit of k, moved to the sign bit.
    return Double.longBitsToDouble(size ^ ((long) (k & 2) << 62));
  }
}
