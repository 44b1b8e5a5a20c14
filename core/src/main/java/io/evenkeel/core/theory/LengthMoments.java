package io.evenkeel.core.theory;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Expr;
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
    return Optional.of(new Curves(activation, std, nodes).moments()).filter(LengthMoments::known);
  }

  private static boolean smoothButForZero(Activation activation) {
    if (activation instanceof Expr) {
      return false;
    }
    for (double kink : activation.kinks()) {
      if (kink != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean known() {
    double sum = mean + square + variance + kurtosis + slopeSquare + squareSlope;
    return !Double.isNaN(sum) && square > 0;
  }

  /** An activation and its slope at the nodes of either side, and what is integrated of them. */
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

    LengthMoments moments() {
      double mean = expectation(nodes, phiRight, phiLeft);
      double square = squares(phiRight, phiLeft, 0);
      return new LengthMoments(
          mean,
          square,
          squares(phiRight, phiLeft, mean),
          kurtosis(Math.sqrt(square)),
          squares(slopeRight, slopeLeft, 0),
          squareSlope());
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
    return largestError <= TOLERANCE * magnitude ? sum : Double.NaN;
  }

  private static double square(double x) {
    return x * x;
  }
}
