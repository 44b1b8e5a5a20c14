package io.evenkeel.core.theory.block;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.theory.Kernel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Expectations after a BatchNorm of B rows.
 *
 * <p>In polar coordinates of two orthogonal components the squared radius is {@code (B - 1) (1 -
 * exp(-2 t / (B - 3)))} with t exponential of rate 1: for many rows 2 t, as of a normal pair (G. E.
 * P. Box, M. E. Muller, 1958). Activations of two slopes need no integral: what depends on the
 * radius by a factor alone is that of a normal pair with the correlation r.
 *
 * @param mean E[phi(y)]
 * @param square E[phi(y)^2]
 * @param product E[phi(y1) phi(y2)]
 * @param slopeSquare E[phi'(y)^2]
 * @param slopeProduct E[phi'(y1) phi'(y2)]
 * @param turnedSquare E[(y phi'(y))^2], y before its scale
 * @param turnedProduct E[y1 phi'(y1) y2 phi'(y2)]
 */
record SphereLaw(
    double mean,
    double square,
    double product,
    double slopeSquare,
    double slopeProduct,
    double turnedSquare,
    double turnedProduct) {
  private static final int ANGLES = 720;
  private static final int QUANTITIES = 7;
  private static final int MOST_LAWS = 10_000;
  private static final Map<Key, SphereLaw> KNOWN = new ConcurrentHashMap<>();

  /** Ends of the panels in t; beyond the last, exp(-t) is below 1e-17. */
  private static final double[] PANELS = {0, 0.25, 1, 2.5, 5, 9, 15, 24, 40};

  private record Key(Activation activation, int batch, double kept) {}

  /**
   * The law of phi(sqrt(kept) y).
   *
   * @param batch B, at least 4
   * @param kept the part of the mean square that eps leaves, from 0 to 1
   */
  static SphereLaw of(Activation activation, int batch, double kept) {
    if (KNOWN.size() > MOST_LAWS) {
      KNOWN.clear();
    }
    return KNOWN.computeIfAbsent(new Key(activation, batch, kept), SphereLaw::compute);
  }

  private static SphereLaw compute(Key key) {
    double r = -1.0 / (key.batch() - 1);
    double[] sums = integrals(key, r);
    Kernel kernel = Kernel.shared(key.activation());
    if (!kernel.homogeneous()) {
      return new SphereLaw(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6]);
    }
    double square = kernel.square(1);
    double product = kernel.product(1, 1, r);
    return new SphereLaw(
        sums[0],
        key.kept() * square,
        key.kept() * product,
        kernel.slopeSquare(1),
        kernel.slopeProduct(1, 1, r),
        square,
        product);
  }

  private static double[] integrals(Key key, double r) {
    double[] sums = new double[QUANTITIES];
    double scale = Math.sqrt(key.kept());
    double rest = Math.sqrt((1 - r) * (1 + r));
    double freedom = key.batch() - 3.0;
    LegendrePanels.forEach(
        PANELS,
        (t, weight) -> {
          double radius = Math.sqrt(-(key.batch() - 1) * Math.expm1(-2 * t / freedom));
          double each = weight * Math.exp(-t) / ANGLES;
          for (int i = 0; i < ANGLES; i++) {
            double angle = 2 * Math.PI * (i + 0.5) / ANGLES;
            double first = radius * Math.cos(angle);
            double second = r * first + rest * radius * Math.sin(angle);
            add(sums, key.activation(), scale, first, second, each);
          }
        });
    return sums;
  }

  private static void add(
      double[] sums, Activation phi, double scale, double first, double second, double weight) {
    double a = phi.value(scale * first);
    double b = phi.value(scale * second);
    double da = phi.derivative(scale * first);
    double db = phi.derivative(scale * second);
    sums[0] += weight * a;
    sums[1] += weight * a * a;
    sums[2] += weight * a * b;
    sums[3] += weight * da * da;
    sums[4] += weight * da * db;
    sums[5] += weight * first * first * da * da;
    sums[6] += weight * first * da * second * db;
  }
}
