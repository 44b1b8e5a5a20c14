package io.evenkeel.jobs.advise;

import io.evenkeel.analysis.verdict.Thresholds;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a question.
 *
 * @param question the network that was asked about
 * @param ranked all candidates, best first; those that hold come before those that do not
 * @param holding how many of them hold
 * @param remedies where none holds, other networks that were measured, best first; else empty
 * @param formats the verdicts on the first scheme in those narrower formats that were asked about
 * @param thresholds the boundaries between verdicts
 */
public record Advice(
    Question question,
    List<Advised> ranked,
    int holding,
    List<Remedy> remedies,
    List<InFormat> formats,
    Thresholds thresholds) {
  /** Copies the lists. */
  public Advice {
    formats = List.copyOf(formats);
    ranked = List.copyOf(ranked);
    remedies = List.copyOf(remedies);
  }

  /**
   * A network in place of the one that was asked about, with a scheme that may hold in it.
   *
   * @param change what is different, in words
   * @param question the other network
   * @param advised the scheme that was measured in it
   * @param holds whether it holds
   */
  public record Remedy(String change, Question question, Advised advised, boolean holds) {}

  /** The best scheme that holds; empty if none does. */
  public Optional<Advised> recommended() {
    return holding > 0 ? Optional.of(ranked.get(0)) : Optional.empty();
  }

  /** Whether a candidate holds. */
  public boolean holds(Advised advised) {
    return advised.holds(thresholds);
  }
}
