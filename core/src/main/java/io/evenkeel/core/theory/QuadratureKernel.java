package io.evenkeel.core.theory;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Expr;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The kernel of any activation, by quadrature.
 *
 * <p>Above a variance of 1e300 the limit is taken: an expectation below 1e200 there is bounded and
 * stays, any other grows in proportion to q, because no activation grows faster than linearly.
 *
 * @param activation phi
 */
record QuadratureKernel(Activation activation) implements Kernel {
  private static final double LARGEST = 1e300;
  private static final double UNBOUNDED = 1e200;

  /**
   * From this variance on only the behaviour of phi at the infinities matters; everything else is
   * lost in rounding.
   */
  private static final double FAR = 1e34;

  /**
   * Beyond this std phi is divided by it, because otherwise phi^2 would overflow in the tail of the
   * density.
   */
  private static final double LARGE_STD = 0x1p300;

  /**
   * Below this variance a slope is lost in rounding if phi(0) is not 0, and is constant to the same
   * precision.
   */
  private static final double SMALL = 1e-8;

  /** A mean square of phi' at length 0 that is smaller than this counts as 0, as for x^2. */
  private static final double FLAT = 1e-200;

  /**
   * Below this correlation E[phi phi] is computed from its derivative, because otherwise terms
   * would cancel.
   */
  private static final double SMALL_CORRELATION = 0.01;

  /** The 5-point Gauss rule on [-1, 1]; its error in the even powers of c / 4 is below 1e-26. */
  private static final double[] GAUSS_NODES = {
    -0.9061798459386640, -0.5384693101056831, 0, 0.5384693101056831, 0.9061798459386640
  };

  private static final double[] GAUSS_WEIGHTS = {
    0.2369268850561891, 0.4786286704993665, 128.0 / 225, 0.4786286704993665, 0.2369268850561891
  };

  @Override
  public double mean(double q) {
    if (farAndUnbounded(q)) {
      return FarLimit.of(activation).slopes().mean(q);
    }
    double mean = expectation(activation::value, Math.min(q, LARGEST));
    return q > LARGEST && Math.abs(mean) > Math.sqrt(UNBOUNDED)
        ? mean * (Math.sqrt(q) / Math.sqrt(LARGEST))
        : mean;
  }

  @Override
  public double square(double q) {
    if (farAndUnbounded(q)) {
      return FarLimit.of(activation).slopes().square(q);
    }
    return extended(squareAround(0, Math.min(q, LARGEST)), q);
  }

  @Override
  public double variance(double q) {
    if (farAndUnbounded(q)) {
      return FarLimit.of(activation).slopes().variance(q);
    }
    double bounded = Math.min(q, LARGEST);
    return extended(squareAround(mean(bounded), bounded), q);
  }

  /** E[(phi - centre)^2]. */
  private double squareAround(double centre, double q) {
    double unit = q > LARGE_STD * LARGE_STD ? 1 / LARGE_STD : 1;
    return expectation(x -> square(activation.value(x) - centre, unit), q) / (unit * unit);
  }

  private static double square(double value, double unit) {
    return (value * unit) * (value * unit);
  }

  private static double extended(double value, double q) {
    return q > LARGEST && Math.abs(value) > UNBOUNDED ? value * (q / LARGEST) : value;
  }

  @Override
  public double kurtosis(double q) {
    if (farAndUnbounded(q)) {
      return FarLimit.of(activation).slopes().kurtosis(q);
    }
    double bounded = Math.min(q, LARGEST);
    double rms = Math.sqrt(square(bounded));
    return rms == 0
        ? Double.NaN
        : expectation(x -> Math.pow(activation.value(x) / rms, 4), bounded);
  }

  /**
   * E[phi phi' u] / q, from partial integration of the derivative by q; a jump adds a point mass.
   */
  @Override
  public double squareSlope(double q) {
    if (farAndUnbounded(q)) {
      return FarLimit.of(activation).slopes().squareSlope(q);
    }
    double bounded = Math.min(q, LARGEST);
    if (activation.value(0) != 0) {
      bounded = Math.max(bounded, SMALL);
    }
    bounded = positive(bounded);
    double std = Math.sqrt(bounded);
    double smooth =
        expectation(x -> activation.value(x) / std * activation.derivative(x) * (x / std), bounded);
    return smooth + Jumps.steps(activation).squareSlope(bounded);
  }

  @Override
  public double slopeSquare(double q) {
    if (farAndUnbounded(q)) {
      return FarLimit.of(activation).slopes().slopeSquare(q);
    }
    if (steep()) {
      return Double.POSITIVE_INFINITY;
    }
    double slope =
        expectation(x -> square(activation.derivative(x), 1), positive(Math.min(q, LARGEST)));
    return q == 0 && slope < FLAT ? 0 : slope;
  }

  @Override
  public double product(double q1, double q2, double c) {
    if (Double.isNaN(q1 + q2 + c)) {
      return Double.NaN;
    }
    if (far(q1, q2, c)) {
      return FarLimit.of(activation).product(q1, q2, c);
    }
    double low = Math.min(q1, LARGEST);
    double high = Math.min(q2, LARGEST);
    double product =
        Math.abs(c) < SMALL_CORRELATION && !steep()
            ? mean(low) * mean(high) + gained(low, high, c)
            : directProduct(low, high, c);
    return extended(product, Math.max(q1, q2));
  }

  private boolean far(double q1, double q2, double c) {
    return Math.min(q1, q2) > FAR && Math.abs(c) < 1 && straight();
  }

  /**
   * Whether phi is unbounded and everything except its slopes at the infinities is lost in
   * rounding.
   */
  private boolean farAndUnbounded(double q) {
    return q > FAR && straight() && !FarLimit.of(activation).bounded();
  }

  /**
   * Whether phi is straight at the infinities. This holds for every activation except some
   * formulas, such as those with a logarithm.
   */
  private boolean straight() {
    return !(activation instanceof Expr expr) || expr.straight();
  }

  /** Whether phi' is so steep at some point that phi'^2 has no mean. */
  private boolean steep() {
    return activation instanceof Expr expr && expr.steep();
  }

  private double directProduct(double q1, double q2, double c) {
    double unit = Math.max(q1, q2) > LARGE_STD * LARGE_STD ? 1 / LARGE_STD : 1;
    DoubleUnaryOperator value = x -> activation.value(x) * unit;
    return product(value, q1, q2, c) / (unit * unit);
  }

  /** s1 s2 times the integral of {@link #productSlope} over the correlation, 0 to c. */
  private double gained(double q1, double q2, double c) {
    double sum = 0;
    for (int i = 0; i < GAUSS_NODES.length; i++) {
      sum += GAUSS_WEIGHTS[i] * productSlope(q1, q2, c / 2 * (1 + GAUSS_NODES[i]));
    }
    return c == 0 ? 0 : c / 2 * sum * Math.sqrt(q1) * Math.sqrt(q2);
  }

  /**
   * E[phi'(u1) phi'(u2)]; NaN at a correlation between -1 and 1 if phi' is too steep for it to be
   * computed.
   */
  @Override
  public double slopeProduct(double q1, double q2, double c) {
    if (Double.isNaN(q1 + q2 + c)) {
      return Double.NaN;
    }
    if (far(q1, q2, c)) {
      return FarLimit.of(activation).slopeProduct(q1, q2, c);
    }
    if (steep()) {
      return Math.abs(c) == 1 ? c * Double.POSITIVE_INFINITY : Double.NaN;
    }
    double low = positive(Math.min(q1, LARGEST));
    double high = positive(Math.min(q2, LARGEST));
    return product(activation::derivative, low, high, c);
  }

  @Override
  public double productSlope(double q1, double q2, double c) {
    double smooth = slopeProduct(q1, q2, c);
    Jumps jumps = Jumps.of(activation);
    if (Double.isNaN(smooth) || far(q1, q2, c) || jumps.all().isEmpty()) {
      return smooth;
    }
    return smooth
        + jumps.productSlope(
            this::meanSlope,
            Math.sqrt(positive(Math.min(q1, LARGEST))),
            Math.sqrt(positive(Math.min(q2, LARGEST))),
            c);
  }

  @Override
  public boolean continuous() {
    return Jumps.of(activation).all().isEmpty();
  }

  private double expectation(DoubleUnaryOperator f, double q) {
    double scale = scale(q);
    return Double.isNaN(q)
        ? q
        : GaussianIntegral.expectation(stretched(f, scale), kinks(scale), q / (scale * scale));
  }

  private double product(DoubleUnaryOperator f, double q1, double q2, double c) {
    double scale = scale(Math.max(q1, q2));
    double square = scale * scale;
    return GaussianIntegral.product(stretched(f, scale), kinks(scale), q1 / square, q2 / square, c);
  }

  /** E[phi'(mean + std z)]. */
  private double meanSlope(double mean, double std) {
    double scale = scale(std * std);
    return GaussianIntegral.around(
        stretched(activation::derivative, scale), kinks(scale), mean / scale, std / scale);
  }

  /**
   * The factor by which phi is stretched for integrals, so that it varies on a scale of 1; 1 where
   * such a factor would be too large.
   */
  private double scale(double q) {
    double scale = activation.scale();
    return q <= LARGEST * scale * scale ? scale : 1;
  }

  private static DoubleUnaryOperator stretched(DoubleUnaryOperator f, double scale) {
    return scale == 1 ? f : x -> f.applyAsDouble(scale * x);
  }

  private double[] kinks(double scale) {
    return Arrays.stream(activation.kinks()).map(kink -> kink / scale).toArray();
  }

  /**
   * The length, or a small one in place of 0; it stands for the limit, in which a kink at 0 shows
   * both of its slopes.
   */
  private static double positive(double q) {
    return Math.max(q, Double.MIN_NORMAL);
  }
}
