package io.evenkeel.core.theory.block;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.theory.DepthScale;
import io.evenkeel.core.theory.Kernel;

/**
 * The fixed point of a very deep, very wide plain net with dropout (S. S. Schoenholz et al., ICLR
 * 2017, section 5). With k the probability to keep a value,
 *
 * <p>q' = sigma_w^2 E[phi^2] / k + sigma_b^2 and c' q' = sigma_w^2 E[phi phi'] + sigma_b^2.
 *
 * <p>Masks are independent, so that two masks of one row act like two rows: C(1) is below 1, and
 * there is no critical point.
 *
 * @param length q*; Infinity if it grows without bound, 0 if it dies out
 * @param correlation c*; NaN without a q* above 0
 * @param correlationScale xi_c = -1 / ln C'(c*), in layers; NaN as above
 * @param chi1 factor of a layer on the squared gradient, sigma_w^2 E[phi'^2] / k
 * @param correlationOfAlike C(1); NaN without a q* above 0
 */
public record DropoutFixedPoint(
    double length,
    double correlation,
    double correlationScale,
    double chi1,
    double correlationOfAlike) {
  private static final int MOST_STEPS = 100_000;
  private static final double SETTLED = 1e-15;
  private static final double LONGEST = 1e280;
  private static final double SHORTEST = 1e-280;

  /**
   * The fixed point reached from input of mean square {@code inputSquare}.
   *
   * @param keep k, above 0, at most 1
   */
  public static DropoutFixedPoint of(
      Activation activation, double sigmaW2, double sigmaB2, double keep, double inputSquare) {
    Kernel kernel = Kernel.of(activation);
    double q = sigmaW2 * inputSquare + sigmaB2;
    for (int i = 0; i < MOST_STEPS && q < LONGEST && q > SHORTEST; i++) {
      double next = sigmaW2 * kernel.square(q) / keep + sigmaB2;
      boolean settled = Math.abs(next - q) <= SETTLED * q;
      q = next;
      if (settled) {
        break;
      }
    }
    if (q >= LONGEST || q <= SHORTEST) {
      double end = q >= LONGEST ? Double.POSITIVE_INFINITY : 0;
      double chi1 = sigmaW2 * kernel.slopeSquare(Math.min(q, LONGEST)) / keep;
      return new DropoutFixedPoint(end, Double.NaN, Double.NaN, chi1, Double.NaN);
    }
    double c = 0;
    for (int i = 0; i < MOST_STEPS; i++) {
      double next = Math.min(1, (sigmaW2 * kernel.product(q, q, c) + sigmaB2) / q);
      boolean settled = Math.abs(next - c) <= SETTLED;
      c = next;
      if (settled) {
        break;
      }
    }
    return new DropoutFixedPoint(
        q,
        c,
        DepthScale.of(sigmaW2 * kernel.slopeProduct(q, q, c)),
        sigmaW2 * kernel.slopeSquare(q) / keep,
        (sigmaW2 * kernel.square(q) + sigmaB2) / q);
  }
}
