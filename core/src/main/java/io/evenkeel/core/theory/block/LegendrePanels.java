package io.evenkeel.core.theory.block;

/**
 * Gauss-Legendre quadrature with ten points on each of several intervals.
 *
 * <p>Nodes and weights: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, table
 * 25.4.
 */
final class LegendrePanels {
  private static final double[] NODES = {
    0.1488743389816312,
    0.4333953941292472,
    0.6794095682990244,
    0.8650633666889845,
    0.9739065285171717
  };
  private static final double[] WEIGHTS = {
    0.2955242247147529,
    0.2692667193099964,
    0.2190863625159820,
    0.1494513491505806,
    0.0666713443086881
  };

  private LegendrePanels() {}

  /** Receives a node and its weight. */
  interface Node {
    void accept(double x, double weight);
  }

  /**
   * Passes on every node of every panel.
   *
   * @param ends of the panels, ascending
   */
  static void forEach(double[] ends, Node node) {
    for (int panel = 0; panel + 1 < ends.length; panel++) {
      double half = (ends[panel + 1] - ends[panel]) / 2;
      double middle = ends[panel] + half;
      for (int i = 0; i < NODES.length; i++) {
        node.accept(middle - half * NODES[i], half * WEIGHTS[i]);
        node.accept(middle + half * NODES[i], half * WEIGHTS[i]);
      }
    }
  }
}
