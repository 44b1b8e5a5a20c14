package io.evenkeel.core.theory;

/**
 * phi(x) = right x for x at least 0, left x below: identity, relu, leaky_relu, prelu.
 *
 * <p>The arc-cosine kernels of degree 1 and 0: Y. Cho, L. K. Saul, NeurIPS 2009, eq. 3 to 6.
 *
 * @param right slope above 0
 * @param left slope below 0
 */
record TwoSlopeKernel(double right, double left) implements Kernel {
  private static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;

  /** Below this angle sin t - t cos t is summed as a series. */
  private static final double SMALL_ANGLE = 0.5;

  @Override
  public double mean(double q) {
    return right == left ? 0 : (right - left) * INVERSE_SQRT_TWO_PI * Math.sqrt(q);
  }

  @Override
  public double square(double q) {
    return q == 0 ? 0 : slopeSquare(q) * q;
  }

  @Override
  public double variance(double q) {
    double difference = right - left;
    return q == 0 ? 0 : (slopeSquare(q) - difference * difference / (2 * Math.PI)) * q;
  }

  @Override
  public double kurtosis(double q) {
    double a = right * right;
    double b = left * left;
    return q == 0 ? Double.NaN : 6 * (a * a + b * b) / ((a + b) * (a + b));
  }

  @Override
  public double squareSlope(double q) {
    return slopeSquare(q);
  }

  @Override
  public double slopeSquare(double q) {
    return (right * right + left * left) / 2;
  }

  @Override
  public double product(double q1, double q2, double c) {
    double same = right * right + left * left;
    double opposite = 2 * right * left;
    double unit = right == left ? right * right * c : same * ramps(c) - opposite * ramps(-c);
    return unit == 0 ? 0 : Math.sqrt(q1) * Math.sqrt(q2) * unit;
  }

  @Override
  public double slopeProduct(double q1, double q2, double c) {
    double same = (right * right + left * left) * angle(-c);
    return (same + 2 * right * left * angle(c)) / (2 * Math.PI);
  }

  @Override
  public boolean continuous() {
    return true;
  }

  /** E[max(0, z1) max(0, z2)] at correlation c. */
  private static double ramps(double c) {
    double t = angle(-c);
    double cancelling = Math.sqrt((1 - c) * (1 + c)) + t * c;
    return (t < SMALL_ANGLE ? sineMinusLinear(t) : cancelling) / (2 * Math.PI);
  }

  /**
   * sin t - t cos t = t^3 / 3 - t^5 / 30 + t^7 / 840 - ..., the sum of (-1)^k 2k t^(2k+1)/(2k+1)!.
   */
  private static double sineMinusLinear(double t) {
    double square = t * t;
    double power = t;
    double sum = 0;
    for (int k = 1; k <= 12; k++) {
      power *= -square / ((2.0 * k) * (2 * k + 1));
      sum -= 2 * k * power;
    }
    return sum;
  }

  /** arccos(c), accurate next to c = 1 too. */
  private static double angle(double c) {
    return 2 * StrictMath.atan2(Math.sqrt(1 - c), Math.sqrt(1 + c));
  }
}
