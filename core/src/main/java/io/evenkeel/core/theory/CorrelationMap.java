package io.evenkeel.core.theory;

import java.util.OptionalDouble;

/**
 * How one wide layer changes the correlation c of the pre-activations of two inputs, both of
 * variance q: C(c) = (sigma_w^2 E[phi(u1) phi(u2)] + sigma_b^2) / Q(q).
 *
 * <p>C(1) = 1, and on [0, 1] the map is convex and increasing (its power series has no negative
 * coefficient: A. Daniely, R. Frostig, Y. Singer, NeurIPS 2016, section 4). B. Poole et al.,
 * NeurIPS 2016, eq. 5 and 6.
 *
 * @param lengths the length map that goes with it
 * @param q pre-activation variance of both inputs; at 0 the limit of small lengths is taken
 */
public record CorrelationMap(LengthMap lengths, double q) {
  /** Stands for the limit at length 0. */
  private static final double TINY = 1e-30;

  /** How near to 1 a fixed point is told from 1. */
  private static final double RESOLUTION = 1e-12;

  private static final double NOISE = 1e-13;

  /** Takes the limit at 0. */
  public CorrelationMap {
    if (q == 0) {
      q = TINY;
    }
  }

  /** C(c), for c from -1 to 1. */
  public double next(double c) {
    if (c == 1) {
      return 1;
    }
    double product = lengths.sigmaW2() * lengths.kernel().product(q, q, c) + lengths.sigmaB2();
    return Math.max(-1, Math.min(1, product / lengths.next(q)));
  }

  /** C'(c); Infinity at c = 1 for a phi that jumps, NaN if all outputs are 0. */
  public double slope(double c) {
    if (c == 1 && !lengths.kernel().continuous() && lengths.next(q) > 0) {
      return Double.POSITIVE_INFINITY;
    }
    return lengths.sigmaW2() * lengths.kernel().slopeProduct(q, q, c) * (q / lengths.next(q));
  }

  /**
   * The stable fixed point c* in [0, 1]: 1 if C'(1) is at most 1, else the one fixed point below 1.
   * Empty if every correlation is fixed, as in a linear network without bias, or none is left as
   * all outputs are 0.
   */
  public OptionalDouble fixedPoint() {
    if (lengths.next(q) == 0) {
      return OptionalDouble.empty();
    }
    if (Math.abs(excess(0)) < NOISE && Math.abs(excess(0.5)) < NOISE) {
      return OptionalDouble.empty();
    }
    if (slope(1) <= 1 + NOISE) {
      return OptionalDouble.of(1);
    }
    if (excess(0) < NOISE) {
      return OptionalDouble.of(0);
    }
    for (double gap = 0.5; gap > RESOLUTION; gap /= 4) {
      if (excess(1 - gap) < 0) {
        double low = gap == 0.5 ? 0 : 1 - 4 * gap;
        return OptionalDouble.of(Roots.zero(this::excess, low, 1 - gap));
      }
    }
    return OptionalDouble.of(1);
  }

  private double excess(double c) {
    return next(c) - c;
  }
}
