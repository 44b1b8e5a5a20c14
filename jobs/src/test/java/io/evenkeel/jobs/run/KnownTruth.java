package io.evenkeel.jobs.run;

import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.verdict.Verdict;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is true of a cell's networks.
 *
 * @param source where it is known from
 * @param forward verdicts that are true of it
 * @param backward the same of gradients
 * @param inputs the same of the angles between inputs
 * @param loss the same of the loss
 */
record KnownTruth(String source, Part forward, Part backward, Part inputs, Part loss) {
  private static final Set<Verdict> GONE = Set.of(Verdict.VANISHING, Verdict.DEAD);

  /** Where the signal vanishes, what tells inputs apart vanishes with it. */
  KnownTruth {
    if (!inputs.right().isEmpty() && !Collections.disjoint(forward.right(), GONE)) {
      Set<Verdict> right = EnumSet.of(Verdict.ORDERED);
      if (!GONE.containsAll(forward.right())) {
        right.addAll(inputs.right());
      }
      inputs = Part.of(right);
    }
  }

  /**
   * Of one verdict.
   *
   * @param text what is known, for the table
   * @param right the verdicts that are true; undecided is never wrong
   */
  record Part(String text, Set<Verdict> right) {
    boolean allows(Optional<Verdict> verdict) {
      return verdict.map(v -> v == Verdict.UNDECIDED || right.contains(v)).orElse(true);
    }

    /** Of which the verdicts themselves are the text. */
    static Part of(Set<Verdict> right) {
      String words = right.stream().sorted().map(Verdict::text).collect(Collectors.joining(" or "));
      return new Part(words.isEmpty() ? "-" : words, right);
    }
  }

  /** Whether all verdicts of a row are true. */
  boolean allows(StabilityRow row) {
    return forward.allows(row.forwardVerdict())
        && backward.allows(row.backwardVerdict())
        && inputs.allows(row.correlationVerdict())
        && loss.allows(row.lossVerdict());
  }
}
