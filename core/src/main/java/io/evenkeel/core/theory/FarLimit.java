package io.evenkeel.core.theory;

import io.evenkeel.core.activation.Activation;

/**
 * An activation at very large lengths, where only its behaviour at the infinities matters: it is
 * replaced by two slopes, or by a step between two values.
 *
 * @param slopes slopes of phi at the two infinities; both are 0 for a bounded phi
 * @param left phi(-Infinity), if bounded
 * @param right phi(Infinity), if bounded
 */
record FarLimit(TwoSlopeKernel slopes, double left, double right) {
  /** At this distance from 0 every activation is straight. */
  private static final double FAR = 1e17;

  /** A slope smaller than this means that the activation is bounded. */
  private static final double FLAT = 1e-20;

  static FarLimit of(Activation activation) {
    double right = activation.derivative(FAR);
    double left = activation.derivative(-FAR);
    return new FarLimit(
        new TwoSlopeKernel(Math.abs(right) > FLAT ? right : 0, Math.abs(left) > FLAT ? left : 0),
        activation.value(-FAR),
        activation.value(FAR));
  }

  boolean bounded() {
    return slopes.right() == 0 && slopes.left() == 0;
  }

  /**
   * E[phi phi]; for a bounded phi by Sheppard's formula for the probabilities of quadrants (1899).
   */
  double product(double q1, double q2, double c) {
    if (!bounded()) {
      return slopes.product(q1, q2, c);
    }
    double half = (right - left) / 2;
    double middle = left + half;
    return middle * middle + half * half * (2 / Math.PI) * StrictMath.asin(c);
  }

  /** E[phi' phi'] for |c| below 1; for a bounded phi the joint density at the origin counts. */
  double slopeProduct(double q1, double q2, double c) {
    if (!bounded()) {
      return slopes.slopeProduct(q1, q2, c);
    }
    double step = right - left;
    double narrowing = Math.sqrt((1 - c) * (1 + c));
    return step * step / (2 * Math.PI * narrowing) / Math.sqrt(q1) / Math.sqrt(q2);
  }
}
