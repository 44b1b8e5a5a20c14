package io.evenkeel.jobs.reproduce;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * All published results beside the measured ones.
 *
 * @param all one per claim: for a curve, its number that disagrees most
 * @param comparisons how many numbers were compared against a standard error
 */
record Findings(List<Finding> all, int comparisons) {
  /**
   * Probability that at least one comparison disagrees by chance although all published numbers are
   * right. Each comparison has the same share of it (Bonferroni).
   */
  static final double FAMILY_ERROR = 0.01;

  /** Copies. */
  Findings {
    all = List.copyOf(all);
  }

  /** Compares all claims. */
  static Findings of(List<Claim> claims, Map<Selection, Summary> measured) {
    int comparisons =
        claims.stream().filter(claim -> !claim.exact()).mapToInt(c -> c.points().size()).sum();
    double error = FAMILY_ERROR / Math.max(1, comparisons);
    List<Finding> all =
        claims.stream()
            .map(
                claim ->
                    claim.points().stream()
                        .map(point -> Finding.of(claim, point, measured, error))
                        .max(Comparator.comparingDouble(Finding::severity))
                        .orElseThrow())
            .toList();
    return new Findings(all, comparisons);
  }

  /** The findings that do not agree. */
  List<Finding> disagreeing() {
    return all.stream().filter(finding -> !finding.agrees()).toList();
  }
}
