package io.evenkeel.core.theory;

import java.util.ArrayList;
import java.util.List;

/**
 * E[f(z)], z ~ N(0, 1), for an f with kinks or narrow features at known points, the anchors.
 *
 * <p>The line is cut halfway between neighbouring anchors, each piece is cut again at distances
 * from its anchor that grow fourfold, and each panel is halved until the Gauss-Kronrod rule agrees
 * with itself. A point is handed to f as anchor plus offset, so a feature 1e-150 wide is resolved
 * wherever it sits.
 */
final class AnchoredQuadrature {
  /** f at {@code offset} from anchor number {@code anchor}. */
  interface Integrand {
    double at(int anchor, double offset);
  }

  /** The density of N(0, 1) leaves the normal doubles here. */
  static final double REACH = 37.5;

  private static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;

  /** A panel's error, relative to the integral of |f|. */
  private static final double TOLERANCE = 1e-16;

  private static final int DEEPEST = 50;
  private static final double GROWTH = 4;

  private record Panel(int anchor, double low, double high) {}

  private final double[] anchors;
  private final Integrand integrand;
  private final GaussKronrod rule = new GaussKronrod();
  private double allowed;

  private AnchoredQuadrature(double[] anchors, Integrand integrand) {
    this.anchors = anchors;
    this.integrand = integrand;
  }

  /**
   * E[f(z)], the error about 1e-15 of E|f(z)|.
   *
   * @param anchors ascending, at least one, each within {@link #REACH} of 0
   * @param first size of the panels that touch an anchor, positive
   */
  static double expectation(double[] anchors, double first, Integrand integrand) {
    return new AnchoredQuadrature(anchors, integrand).run(first);
  }

  private double run(double first) {
    List<Panel> panels = panels(first);
    double[] values = new double[panels.size()];
    double[] errors = new double[panels.size()];
    double magnitude = 0;
    for (int i = 0; i < values.length; i++) {
      measure(panels.get(i));
      values[i] = rule.value;
      errors[i] = rule.error;
      magnitude += rule.magnitude;
    }
    allowed = TOLERANCE * magnitude;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += errors[i] > allowed ? halves(panels.get(i), DEEPEST) : values[i];
    }
    return sum;
  }

  private double halves(Panel panel, int levels) {
    double middle = panel.low + (panel.high - panel.low) / 2;
    return refined(new Panel(panel.anchor, panel.low, middle), levels)
        + refined(new Panel(panel.anchor, middle, panel.high), levels);
  }

  private double refined(Panel panel, int levels) {
    measure(panel);
    return rule.error > allowed && levels > 0 ? halves(panel, levels - 1) : rule.value;
  }

  private void measure(Panel panel) {
    double anchor = anchors[panel.anchor];
    rule.apply(
        offset -> density(anchor + offset) * integrand.at(panel.anchor, offset),
        panel.low,
        panel.high);
  }

  private static double density(double z) {
    return INVERSE_SQRT_TWO_PI * StrictMath.exp(-0.5 * z * z);
  }

  private List<Panel> panels(double first) {
    List<Panel> panels = new ArrayList<>();
    int last = anchors.length - 1;
    for (int i = 0; i <= last; i++) {
      double left = i == 0 ? anchors[0] + REACH : (anchors[i] - anchors[i - 1]) / 2;
      double right = i == last ? REACH - anchors[i] : (anchors[i + 1] - anchors[i]) / 2;
      double[] distances = distances(first, left);
      for (int k = distances.length - 1; k > 0; k--) {
        panels.add(new Panel(i, -distances[k], -distances[k - 1]));
      }
      distances = distances(first, right);
      for (int k = 1; k < distances.length; k++) {
        panels.add(new Panel(i, distances[k - 1], distances[k]));
      }
    }
    return panels;
  }

  /** 0, first, 4 first, 16 first, ... and {@code end} last. */
  private static double[] distances(double first, double end) {
    int between = 0;
    for (double d = first; d < end; d *= GROWTH) {
      between++;
    }
    double[] distances = new double[between + 2];
    double d = first;
    for (int k = 1; k <= between; k++) {
      distances[k] = d;
      d *= GROWTH;
    }
    distances[between + 1] = end;
    return distances;
  }
}
