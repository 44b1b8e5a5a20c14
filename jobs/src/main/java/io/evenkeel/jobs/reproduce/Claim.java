package io.evenkeel.jobs.reproduce;

import java.util.List;

/**
 * A published result: one number, or the numbers of a curve.
 *
 * @param what in words
 * @param source paper and equation, or "exact"
 * @param points its numbers, at least one; the result is that of the number that disagrees most
 */
record Claim(String what, String source, List<Point> points) {
  /**
   * One number of a claim.
   *
   * @param place where on a curve; empty if there is one number only
   */
  record Point(String place, Published published, Statistic statistic) {}

  /** Copies. */
  Claim {
    points = List.copyOf(points);
  }

  /** A claim with a single number. */
  static Claim of(String what, String source, Published published, Statistic statistic) {
    return new Claim(what, source, List.of(new Point("", published, statistic)));
  }

  /** Whether the number is exact, without any randomness. */
  boolean exact() {
    return points.get(0).statistic() instanceof Statistic.Every;
  }
}
