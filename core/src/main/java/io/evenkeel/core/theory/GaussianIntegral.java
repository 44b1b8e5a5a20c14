package io.evenkeel.core.theory;

import io.evenkeel.core.SpecException;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Expectations of a function of one or two jointly normal variables of mean 0.
 *
 * <p>The function is smooth between its kinks, varies on a scale of 1 or more around 0 and around
 * them, and grows like a power at most. The error is about 1e-15 of the expectation of the
 * integrand's magnitude in one dimension and 1e-14 in two, for variances from 1e-300 to 1e300. An
 * expectation in which terms cancel has this absolute accuracy, not the relative one. Features
 * finer than a scale of 1 are resolved by subdivision, which takes longer.
 */
final class GaussianIntegral {
  /** Error of one panel, relative to the integral of the magnitude, in one dimension. */
  private static final double LINE = 1e-16;

  /**
   * Error of one panel, relative to the integral of the magnitude, of either integral in two
   * dimensions.
   */
  private static final double PLANE = 1e-14;

  private GaussianIntegral() {}

  /**
   * E[f(u)], u ~ N(0, q).
   *
   * @param kinks where f or one of its first two derivatives jumps, in any order
   * @param q variance, from 0 to 1e300; 0 gives f(0)
   * @throws SpecException if q is outside
   */
  public static double expectation(DoubleUnaryOperator f, double[] kinks, double q) {
    checkVariance(q);
    if (q == 0) {
      return f.applyAsDouble(0);
    }
    return shifted(f, kinks, 0, Math.sqrt(q), LINE);
  }

  /**
   * E[f(u1) f(u2)] for u1 ~ N(0, q1) and u2 ~ N(0, q2) of correlation c.
   *
   * @param kinks where f or one of its first two derivatives jumps, in any order
   * @param q1 variance, from 0 to 1e300
   * @param q2 variance, from 0 to 1e300
   * @param c correlation, from -1 to 1; at both ends the integral has one dimension
   * @throws SpecException if an argument is outside
   */
  public static double product(
      DoubleUnaryOperator f, double[] kinks, double q1, double q2, double c) {
    checkVariance(q1);
    checkVariance(q2);
    if (!(Math.abs(c) <= 1)) {
      throw new SpecException("a correlation must be from -1 to 1, got " + c);
    }
    if (q1 == 0 || q2 == 0 || c == 0) {
      return expectation(f, kinks, q1) * expectation(f, kinks, q2);
    }
    double s1 = Math.sqrt(q1);
    double s2 = Math.sqrt(q2);
    return Math.abs(c) == 1 ? degenerate(f, kinks, s1, c * s2) : correlated(f, kinks, s1, s2, c);
  }

  /** E[f(mean + std z)], z ~ N(0, 1); f(mean) for a std of 0. */
  static double around(DoubleUnaryOperator f, double[] kinks, double mean, double std) {
    return std == 0 ? f.applyAsDouble(mean) : shifted(f, kinks, mean, std, LINE);
  }

  private static void checkVariance(double q) {
    if (!(q >= 0 && q <= 1e300)) {
      throw new SpecException("a variance must be from 0 to 1e300, got " + q);
    }
  }

  /** E[f(mean + std z)] for a positive std. */
  private static double shifted(
      DoubleUnaryOperator f, double[] kinks, double mean, double std, double tolerance) {
    double[][] anchors = new double[kinks.length + 2][];
    anchors[0] = new double[] {0, mean};
    // What f does around 0 needs an anchor only where it is narrower than the normal density.
    anchors[1] = std > 1 ? new double[] {-mean / std, 0} : anchors[0];
    for (int i = 0; i < kinks.length; i++) {
      anchors[i + 2] = new double[] {(kinks[i] - mean) / std, kinks[i]};
    }
    double[][] kept = ordered(anchors);
    return AnchoredQuadrature.expectation(
        column(kept, 0),
        1 / std,
        tolerance,
        (anchor, offset) -> f.applyAsDouble(kept[anchor][1] + std * offset));
  }

  /** E[f(a z) f(b z)]. */
  private static double degenerate(DoubleUnaryOperator f, double[] kinks, double a, double b) {
    double[][] kept = ordered(anchorsOfTwo(kinks, a, b));
    double first = Math.min(1 / Math.abs(a), 1 / Math.abs(b));
    return AnchoredQuadrature.expectation(
        column(kept, 0),
        first,
        LINE,
        (anchor, offset) ->
            f.applyAsDouble(kept[anchor][1] + a * offset)
                * f.applyAsDouble(kept[anchor][2] + b * offset));
  }

  /** The outer integral over u1 = s1 z; given z, u2 ~ N(c s2 z, (1 - c^2) s2^2). */
  private static double correlated(
      DoubleUnaryOperator f, double[] kinks, double s1, double s2, double c) {
    double slope = c * s2;
    double rest = Math.sqrt((1 - c) * (1 + c));
    double std = s2 * rest;
    double[][] kept = ordered(anchorsOfTwo(kinks, s1, slope));
    // Averaging over u2 smooths a kink over std, and nothing else over less than 1.
    double smoothed = (kinks.length > 0 ? std : Math.max(1, std)) / Math.abs(slope);
    return AnchoredQuadrature.expectation(
        column(kept, 0),
        Math.min(1 / s1, smoothed),
        PLANE,
        (anchor, offset) -> {
          double outer = f.applyAsDouble(kept[anchor][1] + s1 * offset);
          return outer == 0
              ? 0
              : outer * shifted(f, kinks, kept[anchor][2] + slope * offset, std, PLANE);
        });
  }

  /** Rows (z, a z, b z), where z is 0 or such that a z or b z is exactly at a kink. */
  private static double[][] anchorsOfTwo(double[] kinks, double a, double b) {
    double[][] anchors = new double[2 * kinks.length + 1][];
    anchors[0] = new double[3];
    for (int i = 0; i < kinks.length; i++) {
      double first = kinks[i] / a;
      double second = kinks[i] / b;
      anchors[2 * i + 1] = new double[] {first, kinks[i], b * first};
      anchors[2 * i + 2] = new double[] {second, a * second, kinks[i]};
      if (first == second) {
        anchors[2 * i + 1][2] = kinks[i];
        anchors[2 * i + 2][1] = kinks[i];
      }
    }
    return anchors;
  }

  /**
   * The anchors ordered by their first number, without duplicates and without those out of reach.
   */
  private static double[][] ordered(double[][] anchors) {
    double[][] within =
        Arrays.stream(anchors)
            .filter(anchor -> Math.abs(anchor[0]) < AnchoredQuadrature.REACH)
            .sorted((left, right) -> Double.compare(left[0], right[0]))
            .toArray(double[][]::new);
    int kept = 0;
    for (double[] anchor : within) {
      if (kept == 0 || anchor[0] > within[kept - 1][0]) {
        within[kept++] = anchor;
      }
    }
    return Arrays.copyOf(within, kept);
  }

  private static double[] column(double[][] rows, int index) {
    return Arrays.stream(rows).mapToDouble(row -> row[index]).toArray();
  }
}
