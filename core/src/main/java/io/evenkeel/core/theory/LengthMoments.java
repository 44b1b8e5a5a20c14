package io.evenkeel.core.theory;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Expr;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The expectations of an activation at one length, all from the same nodes: phi and phi' are
 * evaluated once instead of once an expectation.
 *
 * <p>For activations that are smooth but for 0, where one number of panels serves every length.
 * Each expectation is taken by a Gauss-Kronrod rule on each panel, which must agree with itself as
 * the {@linkplain AnchoredQuadrature adaptive rule's} must; where one does not, there are no
 * moments and the adaptive rule has to find them.
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
  /** Lengths outside have limits of their own, which the plain kernel knows. */
  private static final double SHORTEST = 1e-140;

  private static final double LONGEST = 1e30;

  /** Below, a slope at phi(0) != 0 is lost in rounding. */
  private static final double SHORTEST_OFF_ZERO = 1e-8;

  /** Error of one panel, relative to the expectation of the magnitude. */
  private static final double TOLERANCE = 1e-16;

  /** Beyond, nothing is left of a normal density times a fourth power. */
  private static final double REACH = 11;

  private static final double WIDEST = 1;

  /** Of the positive half-line: nodes, and the rule's weights times the density. */
  private static final class Nodes {
    private static final Map<Integer, Nodes> BY_EXPONENT = new ConcurrentHashMap<>();

    private final double[] at;
    private final double[] kronrod;
    private final double[] gauss;

    Nodes(double[] at, double[] kronrod, double[] gauss) {
      this.at = at;
      this.kronrod = kronrod;
      this.gauss = gauss;
    }

    /** For a function that varies over {@code 1 / std} at 0. */
    static Nodes of(double std) {
      int exponent = Math.max(0, Math.getExponent(std) + 1);
      return BY_EXPONENT.computeIfAbsent(exponent, Nodes::withFirstPanel);
    }

    private static Nodes withFirstPanel(int exponent) {
      double[] cuts = new double[exponent + (int) REACH + 2];
      int panels = 0;
      for (double cut = Math.scalb(1.0, -exponent); cut < REACH; cut += Math.min(WIDEST, cut)) {
        cuts[++panels] = cut;
      }
      cuts[++panels] = REACH;
      int points = GaussKronrod.POINTS;
      double[] at = new double[panels * points];
      double[] kronrod = new double[at.length];
      double[] gauss = new double[at.length];
      for (int i = 0; i < panels; i++) {
        GaussKronrod.points(cuts[i], cuts[i + 1], at, kronrod, i * points);
        GaussKronrod.gaussWeights(cuts[i], cuts[i + 1], gauss, i * points);
      }
      for (int i = 0; i < at.length; i++) {
        double density = AnchoredQuadrature.density(at[i]);
        kronrod[i] *= density;
        gauss[i] *= density;
      }
      return new Nodes(at, kronrod, gauss);
    }
  }

  /**
   * The moments, where one set of nodes gives them all to rounding.
   *
   * @param q variance
   */
  static Optional<LengthMoments> of(Activation activation, double q) {
    double shortest = activation.value(0) == 0 ? SHORTEST : SHORTEST_OFF_ZERO;
    if (!(q >= shortest && q <= LONGEST) || !smoothButForZero(activation)) {
      return Optional.empty();
    }
    double std = Math.sqrt(q);
    Nodes nodes = Nodes.of(std);
    int n = nodes.at.length;
    double[][] phi = new double[2][n];
    double[][] slope = new double[2][n];
    for (int i = 0; i < n; i++) {
      double x = std * nodes.at[i];
      phi[0][i] = activation.value(x);
      phi[1][i] = activation.value(-x);
      slope[0][i] = activation.derivative(x);
      slope[1][i] = activation.derivative(-x);
    }
    double mean = expectation(nodes, (side, i) -> phi[side][i]);
    double square = expectation(nodes, (side, i) -> square(phi[side][i]));
    double rms = Math.sqrt(square);
    LengthMoments moments =
        new LengthMoments(
            mean,
            square,
            expectation(nodes, (side, i) -> square(phi[side][i] - mean)),
            expectation(nodes, (side, i) -> square(square(phi[side][i] / rms))),
            expectation(nodes, (side, i) -> square(slope[side][i])),
            expectation(
                nodes,
                (side, i) ->
                    phi[side][i] / std * slope[side][i] * (side == 0 ? 1 : -1) * nodes.at[i]));
    return Optional.of(moments).filter(LengthMoments::known);
  }

  private static boolean smoothButForZero(Activation activation) {
    return !(activation instanceof Expr)
        && Arrays.stream(activation.kinks()).allMatch(kink -> kink == 0);
  }

  private boolean known() {
    double sum = mean + square + variance + kurtosis + slopeSquare + squareSlope;
    return !Double.isNaN(sum) && square > 0;
  }

  /** The integrand at a node on the right (0) or its mirror image (1). */
  private interface Integrand {
    double at(int side, int node);
  }

  /** NaN where a panel does not agree with itself. */
  private static double expectation(Nodes nodes, Integrand integrand) {
    double sum = 0;
    double magnitude = 0;
    double largestError = 0;
    for (int from = 0; from < nodes.at.length; from += GaussKronrod.POINTS) {
      double kronrod = 0;
      double gauss = 0;
      double absolute = 0;
      for (int i = from; i < from + GaussKronrod.POINTS; i++) {
        double right = integrand.at(0, i);
        double left = integrand.at(1, i);
        kronrod += nodes.kronrod[i] * (right + left);
        gauss += nodes.gauss[i] * (right + left);
        absolute += nodes.kronrod[i] * (Math.abs(right) + Math.abs(left));
      }
      sum += kronrod;
      magnitude += absolute;
      largestError = Math.max(largestError, GaussKronrod.error(kronrod - gauss, absolute));
    }
    return largestError <= TOLERANCE * magnitude ? sum : Double.NaN;
  }

  private static double square(double x) {
    return x * x;
  }
}
