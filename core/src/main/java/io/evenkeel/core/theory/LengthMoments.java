package io.evenkeel.core.theory;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Expr;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The expectations of an activation at one length, all from the same nodes: phi and phi' are
 * evaluated once for all expectations.
 *
 * <p>This is for activations that are smooth between their kinks and vary on their {@link
 * Activation#scale} around 0; the same number of panels is enough for every length. The panels end
 * at the kinks. Each expectation is computed by a Gauss-Kronrod rule on each panel, whose two rules
 * must agree as in the {@linkplain AnchoredQuadrature adaptive quadrature}. If they do not agree on
 * a panel, all panels are halved once. An expectation that is still not precise enough is NaN here,
 * and the adaptive quadrature has to compute it.
 *
 * @param mean E[phi(u)], u ~ N(0, q)
 * @param square E[phi^2]
 * @param variance E[(phi - mean)^2]
 * @param kurtosis E[phi^4] / E[phi^2]^2
 * @param slopeSquare E[phi'^2]
 * @param squareSlope E[phi phi' u] / q
 */
record LengthMoments(
    double mean,
    double square,
    double variance,
    double kurtosis,
    double slopeSquare,
    double squareSlope) {
  /** Shorter and longer lengths have limits of their own, which the plain kernel knows. */
  private static final double SHORTEST = 1e-140;

  private static final double LONGEST = 1e34;

  /** Below this, a slope is lost in rounding if phi(0) is not 0. */
  private static final double SHORTEST_OFF_ZERO = 1e-8;

  /** Error of one panel, relative to the expectation of the magnitude. */
  private static final double TOLERANCE = 1e-16;

  /** For halved panels: errors up to this many times the tolerance are rounding noise of phi. */
  private static final double NOISE = 10;

  /** Beyond this, the product of the normal density and a fourth power is negligible. */
  private static final double REACH = 11;

  /**
   * If a kink is farther out than this, in standard deviations, all that counts may lie in the far
   * tail.
   */
  private static final double FARTHEST_KINK = 3;

  /** Nodes of the positive half-line, and the rule's weights times the density. */
  private static final class Nodes {
    private static final Map<Integer, Nodes> WITHOUT_KINKS = new ConcurrentHashMap<>();

    private final double[] at;
    private final double[] kronrod;
    private final double[] gauss;

    /** Error of one panel, relative to the expectation of the magnitude. */
    private final double tolerance;

    /**
     * @param cuts ends of the panels, ascending
     */
    Nodes(double[] cuts, double tolerance) {
      this.tolerance = tolerance;
      int points = GaussKronrod.POINTS;
      at = new double[(cuts.length - 1) * points];
      kronrod = new double[at.length];
      gauss = new double[at.length];
      for (int i = 0; i + 1 < cuts.length; i++) {
        GaussKronrod.points(cuts[i], cuts[i + 1], at, kronrod, i * points);
        GaussKronrod.gaussWeights(cuts[i], cuts[i + 1], gauss, i * points);
      }
      for (int i = 0; i < at.length; i++) {
        double density = AnchoredQuadrature.density(at[i]);
        kronrod[i] *= density;
        gauss[i] *= density;
      }
    }

    /**
     * The nodes for a function that varies over {@code scale / std} at 0.
     *
     * @param kinks of the function of {@code std z}
     * @param halved whether each panel is cut in two
     */
    static Nodes of(double std, double scale, double[] kinks, boolean halved) {
      int exponent = Math.max(0, Math.getExponent(std / scale) + 1);
      double[] apart = Arrays.stream(kinks).filter(kink -> kink != 0).toArray();
      return apart.length > 0
          ? of(exponent, apart, std, halved)
          : WITHOUT_KINKS.computeIfAbsent(
              halved ? ~exponent : exponent, key -> of(exponent, apart, std, halved));
    }

    private static Nodes of(int exponent, double[] kinks, double std, boolean halved) {
      double[] whole = Panels.cuts(Math.scalb(1.0, -exponent), REACH, kinks, std);
      return halved
          ? new Nodes(withMiddles(whole), NOISE * TOLERANCE)
          : new Nodes(whole, TOLERANCE);
    }

    private static double[] withMiddles(double[] cuts) {
      double[] finer = new double[2 * cuts.length - 1];
      for (int i = 0; i < cuts.length; i++) {
        finer[2 * i] = cuts[i];
        if (i > 0) {
          finer[2 * i - 1] = cuts[i - 1] + (cuts[i] - cuts[i - 1]) / 2;
        }
      }
      return finer;
    }
  }

  /**
   * The moments that one set of nodes gives to rounding; the other moments are NaN.
   *
   * @param q variance
   * @return empty if no shared nodes serve this activation at this length
   */
  static Optional<LengthMoments> of(Activation activation, double q) {
    if (!serves(activation, q)) {
      return Optional.empty();
    }
    LengthMoments moments = by(activation, q, false);
    return Optional.of(moments.complete() ? moments : by(activation, q, true))
        .filter(known -> known.square > 0);
  }

  private static boolean serves(Activation activation, double q) {
    double shortest = activation.value(0) == 0 ? SHORTEST : SHORTEST_OFF_ZERO;
    boolean ordinary = q >= shortest && q <= LONGEST && !(activation instanceof Expr);
    double farthest = FARTHEST_KINK * Math.sqrt(q);
    return ordinary
        && Arrays.stream(activation.kinks()).allMatch(kink -> Math.abs(kink) <= farthest);
  }

  private static LengthMoments by(Activation activation, double q, boolean halved) {
    double std = Math.sqrt(q);
    Nodes nodes = Nodes.of(std, activation.scale(), activation.kinks(), halved);
    return new Curves(activation, std, nodes).moments(Jumps.steps(activation));
  }

  private boolean complete() {
    return !Double.isNaN(mean + square + variance + kurtosis + slopeSquare + squareSlope);
  }

  /**
   * An activation and its slope at the nodes on both sides of 0, and the integrands made from them.
   */
  private static final class Curves {
    private final Nodes nodes;
    private final double std;
    private final double[] phiRight;
    private final double[] phiLeft;
    private final double[] slopeRight;
    private final double[] slopeLeft;

    /** An integrand at the nodes on the right. */
    private final double[] right;

    /** The integrand at their mirror images. */
    private final double[] left;

    Curves(Activation activation, double std, Nodes nodes) {
      int n = nodes.at.length;
      this.nodes = nodes;
      this.std = std;
      phiRight = new double[n];
      phiLeft = new double[n];
      slopeRight = new double[n];
      slopeLeft = new double[n];
      right = new double[n];
      left = new double[n];
      for (int i = 0; i < n; i++) {
        double x = std * nodes.at[i];
        phiRight[i] = activation.value(x);
        phiLeft[i] = activation.value(-x);
        slopeRight[i] = activation.derivative(x);
        slopeLeft[i] = activation.derivative(-x);
      }
    }

    LengthMoments moments(Jumps jumps) {
      double mean = expectation(nodes, phiRight, phiLeft);
      double square = squares(phiRight, phiLeft, 0);
      return new LengthMoments(
          mean,
          square,
          squares(phiRight, phiLeft, mean),
          kurtosis(Math.sqrt(square)),
          squares(slopeRight, slopeLeft, 0),
          squareSlope() + jumps.squareSlope(std * std));
    }

    private double squares(double[] onRight, double[] onLeft, double centre) {
      for (int i = 0; i < right.length; i++) {
        right[i] = square(onRight[i] - centre);
        left[i] = square(onLeft[i] - centre);
      }
      return expectation(nodes, right, left);
    }

    private double kurtosis(double rms) {
      for (int i = 0; i < right.length; i++) {
        right[i] = square(square(phiRight[i] / rms));
        left[i] = square(square(phiLeft[i] / rms));
      }
      return expectation(nodes, right, left);
    }

    private double squareSlope() {
      for (int i = 0; i < right.length; i++) {
        right[i] = phiRight[i] / std * slopeRight[i] * nodes.at[i];
        left[i] = -(phiLeft[i] / std * slopeLeft[i]) * nodes.at[i];
      }
      return expectation(nodes, right, left);
    }
  }

  /**
   * The expectation of a function; NaN where a panel does not agree with itself.
   *
   * @param onRight the function at the nodes
   * @param onLeft the function at their mirror images
   */
  private static double expectation(Nodes nodes, double[] onRight, double[] onLeft) {
    double sum = 0;
    double magnitude = 0;
    double largestError = 0;
    for (int from = 0; from < nodes.at.length; from += GaussKronrod.POINTS) {
      double kronrod = 0;
      double gauss = 0;
      double absolute = 0;
      for (int i = from; i < from + GaussKronrod.POINTS; i++) {
        double both = onRight[i] + onLeft[i];
        kronrod += nodes.kronrod[i] * both;
        gauss += nodes.gauss[i] * both;
        absolute += nodes.kronrod[i] * (Math.abs(onRight[i]) + Math.abs(onLeft[i]));
      }
      sum += kronrod;
      magnitude += absolute;
      largestError = Math.max(largestError, GaussKronrod.error(kronrod - gauss, absolute));
    }
    return largestError <= nodes.tolerance * magnitude ? sum : Double.NaN;
  }

  private static double square(double x) {
    return x * x;
  }
}
