package io.evenkeel.core.theory;

import java.util.ArrayList;
import java.util.List;

/**
 * E[f(z)], z ~ N(0, 1), for an f with kinks or narrow features at known points, the anchors.
 *
 * <p>The line is cut halfway between neighbouring anchors. Each piece is cut again at distances
 * from its anchor that grow fourfold at first. Each panel is halved until the Gauss-Kronrod rule
 * agrees with the embedded Gauss rule. f receives a point as an anchor and an offset from it, so
 * that a feature 1e-150 wide is resolved anywhere.
 */
final class AnchoredQuadrature {
  /** The function f at {@code offset} from anchor number {@code anchor}. */
  interface Integrand {
    double at(int anchor, double offset);
  }

  /** Beyond this the density of N(0, 1) is below the normal doubles. */
  static final double REACH = 37.5;

  private static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;

  private static final int DEEPEST = 50;

  /**
   * If the two rules differ by at most this many times the tolerance, and cutting does not make it
   * better, the difference is noise.
   */
  private static final double NOISE = 10;

  /** How often panels of one integral are halved at most; what remains beyond is noise. */
  private static final int MOST_HALVINGS = 5000;

  private static final double GROWTH = 4;

  /**
   * Largest width of a panel, in standard deviations, over which the density itself is integrated
   * precisely.
   */
  private static final double WIDEST = 3.5;

  /**
   * Beyond this, where the density is 1e-20, lies a single panel, unless the integrand varies
   * there.
   */
  private static final double TAIL = 9.5;

  private record Panel(int anchor, double low, double high) {}

  private final double[] anchors;
  private final Integrand integrand;
  private final double tolerance;
  private final GaussKronrod rule = new GaussKronrod();
  private double allowed;
  private int halvings;

  private AnchoredQuadrature(double[] anchors, double tolerance, Integrand integrand) {
    this.anchors = anchors;
    this.tolerance = tolerance;
    this.integrand = integrand;
  }

  /**
   * E[f(z)].
   *
   * @param anchors ascending, at least one, each within {@link #REACH} of 0
   * @param narrowest size of the panels that touch an anchor, positive
   * @param tolerance error of one panel relative to E|f(z)|
   */
  static double expectation(
      double[] anchors, double narrowest, double tolerance, Integrand integrand) {
    return new AnchoredQuadrature(anchors, tolerance, integrand)
        .run(Math.min(narrowest, WIDEST - 1));
  }

  private double run(double narrowest) {
    List<Panel> panels = panels(narrowest);
    double[] values = new double[panels.size()];
    double[] errors = new double[panels.size()];
    double magnitude = 0;
    for (int i = 0; i < values.length; i++) {
      if (!inTail(panels.get(i))) {
        measure(panels.get(i));
        values[i] = rule.value;
        errors[i] = rule.error;
        magnitude += rule.magnitude;
      }
    }
    for (int i = 0; i < values.length; i++) {
      if (inTail(panels.get(i)) && bound(panels.get(i)) > tolerance * magnitude) {
        measure(panels.get(i));
        values[i] = rule.value;
        errors[i] = rule.error;
        magnitude += rule.magnitude;
      }
    }
    allowed = tolerance * magnitude;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += errors[i] > allowed ? halves(panels.get(i), values[i], errors[i], DEEPEST) : values[i];
    }
    return sum;
  }

  private boolean inTail(Panel panel) {
    double anchor = anchors[panel.anchor];
    return anchor + panel.low >= TAIL || anchor + panel.high <= -TAIL;
  }

  /**
   * An upper bound of the integral over a panel of the tail, from the integrand at three points.
   */
  private double bound(Panel panel) {
    double anchor = anchors[panel.anchor];
    double nearest = Math.min(Math.abs(anchor + panel.low), Math.abs(anchor + panel.high));
    double middle = panel.low + (panel.high - panel.low) / 2;
    double largest =
        Math.max(
            Math.abs(integrand.at(panel.anchor, middle)),
            Math.max(
                Math.abs(integrand.at(panel.anchor, panel.low)),
                Math.abs(integrand.at(panel.anchor, panel.high))));
    return density(nearest) * largest;
  }

  /**
   * The integral over a panel as the sum of its halves, which are cut again as long as the rule's
   * error is too large. Cutting also ends where the halves agree with the whole although the
   * estimate of their error is no smaller: then the error is rounding noise of f, for example of an
   * inner integral, which no cut makes smaller.
   */
  private double halves(Panel panel, double whole, double error, int levels) {
    double middle = panel.low + (panel.high - panel.low) / 2;
    Panel left = new Panel(panel.anchor, panel.low, middle);
    Panel right = new Panel(panel.anchor, middle, panel.high);
    measure(left);
    double leftValue = rule.value;
    double leftError = rule.error;
    measure(right);
    double rightValue = rule.value;
    double rightError = rule.error;
    halvings++;
    double sum = leftValue + rightValue;
    boolean noise = leftError + rightError > error / 4 && Math.abs(sum - whole) <= NOISE * allowed;
    if (noise || levels == 0 || halvings >= MOST_HALVINGS) {
      return sum;
    }
    return (leftError > allowed ? halves(left, leftValue, leftError, levels - 1) : leftValue)
        + (rightError > allowed ? halves(right, rightValue, rightError, levels - 1) : rightValue);
  }

  private void measure(Panel panel) {
    double anchor = anchors[panel.anchor];
    rule.apply(
        offset -> density(anchor + offset) * integrand.at(panel.anchor, offset),
        panel.low,
        panel.high);
  }

  /** The density of N(0, 1). */
  static double density(double z) {
    return INVERSE_SQRT_TWO_PI * StrictMath.exp(-0.5 * z * z);
  }

  private List<Panel> panels(double narrowest) {
    List<Panel> panels = new ArrayList<>();
    int last = anchors.length - 1;
    for (int i = 0; i <= last; i++) {
      double left = i == 0 ? anchors[0] + REACH : (anchors[i] - anchors[i - 1]) / 2;
      double right = i == last ? REACH - anchors[i] : (anchors[i + 1] - anchors[i]) / 2;
      List<Double> distances = distances(narrowest, TAIL + anchors[i], left);
      for (int k = distances.size() - 1; k > 0; k--) {
        panels.add(new Panel(i, -distances.get(k), -distances.get(k - 1)));
      }
      distances = distances(narrowest, TAIL - anchors[i], right);
      for (int k = 1; k < distances.size(); k++) {
        panels.add(new Panel(i, distances.get(k - 1), distances.get(k)));
      }
    }
    return panels;
  }

  /**
   * Distances from an anchor, ascending from 0 to {@code end}, with none between {@code tail} and
   * {@code end}.
   */
  private static List<Double> distances(double narrowest, double tail, double end) {
    List<Double> distances = new ArrayList<>();
    distances.add(0.0);
    double stop = Math.min(tail, end);
    for (double d = narrowest; d < stop; d = Math.min(GROWTH * d, d + WIDEST)) {
      distances.add(d);
    }
    if (tail > 0 && tail < end) {
      distances.add(tail);
    }
    distances.add(end);
    return distances;
  }
}
