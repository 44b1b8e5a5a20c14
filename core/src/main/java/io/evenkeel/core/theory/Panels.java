package io.evenkeel.core.theory;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Panels of the positive half-line for integrals under the density of N(0, 1). */
final class Panels {
  private static final double WIDEST = 1;

  private Panels() {}

  /**
   * Ends of the panels, ascending from 0, in standard deviations. A panel is as wide as its
   * distance from 0, up to 1; panels are cut at the kinks of both sides.
   *
   * @param first end of the first panel, above 0
   * @param reach end of the last panel
   * @param kinks of a function of {@code std z}
   */
  static double[] cuts(double first, double reach, double[] kinks, double std) {
    DoubleStream.Builder cuts = DoubleStream.builder().add(0).add(reach);
    for (double cut = Math.min(WIDEST, first); cut < reach; cut += Math.min(WIDEST, cut)) {
      cuts.add(cut);
    }
    Arrays.stream(kinks).map(kink -> Math.abs(kink) / std).filter(z -> z < reach).forEach(cuts);
    return cuts.build().sorted().distinct().toArray();
  }
}
