package io.evenkeel.jobs.advise;

import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.analysis.verdict.Verdict;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A candidate with its verdicts.
 *
 * @param candidate the scheme that was tried
 * @param row the measurements of its trials, and the verdicts
 */
public record Advised(Candidate candidate, StabilityRow row) {
  /** Whether signal and gradient both change by no more than is allowed. */
  boolean holds(Thresholds thresholds) {
    return holds(row.forwardVerdict(), row.summary().forward(), thresholds)
        && holds(row.backwardVerdict(), row.summary().backward(), thresholds);
  }

  private boolean holds(Optional<Verdict> verdict, PassSummary pass, Thresholds thresholds) {
    double allowed = thresholds.decadesAllowed(row.cell().depth());
    // A power law is named as such within what is allowed and beyond it.
    return verdict.isPresent()
        && (verdict.get() == Verdict.STABLE
            || (verdict.get() == Verdict.POWER_LAW
                && Math.abs(pass.changes().median()) <= allowed));
  }

  /** The judgement, forward or backward, with the worst verdict on the scheme. */
  public Optional<Judgement> worst() {
    return Stream.of(row.forwardJudgement(), row.backwardJudgement())
        .flatMap(Optional::stream)
        .max(
            Comparator.comparingInt((Judgement judgement) -> judgement.verdict().gravity())
                .thenComparingDouble(judgement -> judgement.rate().map(Math::abs).orElse(0.0)));
  }
}
