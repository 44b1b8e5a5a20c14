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
  /** A small length that stands for the limit at length 0. */
  private static final double TINY = 1e-30;

  /** From this distance to 1 on, a fixed point can be distinguished from 1. */
  private static final double RESOLUTION = 1e-12;

  private static final double NOISE = 1e-13;

  /** Replaces q = 0 by a small length. */
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

  /** C'(c), jumps of phi included: Infinity at c = 1 for such a phi; NaN if all outputs are 0. */
  public double slope(double c) {
    double next = lengths.next(q);
    if (lengths.sigmaW2() == 0) {
      return next > 0 ? 0 : Double.NaN;
    }
    return lengths.sigmaW2() * lengths.kernel().productSlope(q, q, c) * (q / next);
  }

  /**
   * C'(c*). If c* cannot be distinguished from 1, the slope is taken at a distance of {@value
   * #RESOLUTION} from 1, where jumps have a finite effect.
   *
   * @param fixed the result of {@link #fixedPoint}; if empty, the slope is the same everywhere, or
   *     NaN
   */
  double slopeAt(OptionalDouble fixed) {
    if (fixed.isEmpty()) {
      return slope(0.5);
    }
    return fixed.getAsDouble() == 1 ? nearOne() : slope(fixed.getAsDouble());
  }

  /**
   * C'(1), the factor per layer on the squared distance of two almost equal inputs relative to
   * their squared lengths: Infinity if a jump keeps c* below 1.
   *
   * @param fixed the result of {@link #fixedPoint}
   */
  double separation(OptionalDouble fixed) {
    return fixed.isPresent() && fixed.getAsDouble() < 1 ? slope(1) : nearOne();
  }

  private double nearOne() {
    return slope(lengths.kernel().continuous() ? 1 : 1 - RESOLUTION);
  }

  /**
   * The stable fixed point c* in [0, 1]: 1 if C'(1) is at most 1 by the tolerance of {@link
   * DepthScale}, else the one fixed point below 1. Empty if every correlation is fixed, as in a
   * linear network without bias, or if there is no correlation because all outputs are 0.
   */
  public OptionalDouble fixedPoint() {
    if (lengths.next(q) == 0) {
      return OptionalDouble.empty();
    }
    if (Math.abs(excess(0)) < NOISE && Math.abs(excess(0.5)) < NOISE) {
      return OptionalDouble.empty();
    }
    double atOne = slope(1);
    if (atOne < 1 || DepthScale.isOne(atOne)) {
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
