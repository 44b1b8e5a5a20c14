package io.evenkeel.jobs.advise;

import io.evenkeel.analysis.cells.CellSummary;
import io.evenkeel.analysis.cells.MeasuredCell;
import io.evenkeel.analysis.precision.MeasuredPrecision;
import io.evenkeel.analysis.stability.JudgedCells;
import io.evenkeel.analysis.stability.StabilityRow;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.analysis.verdict.Verdict;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.jobs.run.LocalTrials;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures schemes of a network with as many seeds as their verdicts take. */
final class Measurements {
  /** Seeds after which the verdicts are looked at: 8 can show a loss, 30 that a scheme holds. */
  private static final List<Integer> LOOKS = List.of(8, 30, 60);

  private static final int SEEDS_IN_FORMATS = 30;

  private final LocalTrials trials;
  private final Thresholds thresholds;
  private final int mostSeeds;

  /**
   * @param trials what computes
   * @param thresholds the boundaries between verdicts
   * @param mostSeeds seeds that a scheme is given at most
   */
  Measurements(LocalTrials trials, Thresholds thresholds, int mostSeeds) {
    this.trials = trials;
    this.thresholds = thresholds;
    this.mostSeeds = mostSeeds;
  }

  Thresholds thresholds() {
    return thresholds;
  }

  /** What some seeds of a scheme measured. */
  CellSummary summary(Question question, Scheme scheme, long firstSeed, int seeds)
      throws IOException {
    List<Trial> list = question.trials(scheme, firstSeed, seeds);
    MeasuredCell cell = MeasuredCell.of(list.get(0), thresholds.limits());
    for (TrialResult result : trials.run(list)) {
      cell.add(result);
    }
    return cell.summary();
  }

  /** The verdicts on a scheme, by seeds from 0 on until they are decided. */
  StabilityRow judged(Question question, Scheme scheme) throws IOException {
    MeasuredCell cell = MeasuredCell.of(question.trial(scheme), thresholds.limits());
    StabilityRow row = null;
    for (int look : looks()) {
      int before = cell.trials();
      for (TrialResult result : trials.run(question.trials(scheme, before, look - before))) {
        cell.add(result);
      }
      row = JudgedCells.judged(cell.summary(), thresholds);
      if (settled(row, mostSeeds - look)) {
        break;
      }
    }
    return row;
  }

  /** What a format makes of a scheme, by as many seeds as show that a scheme holds. */
  InFormat inFormat(Question question, Scheme scheme, String format) throws IOException {
    FloatFormat narrow = Axes.PRECISION.value(format).orElseThrow().format();
    List<TrialResult> rounded = explicit(question.with(Axes.PRECISION, format), scheme);
    return new InFormat(format, MeasuredPrecision.of(rounded, explicit(question, scheme), narrow));
  }

  /** By the engine that draws all weights, so that formats are compared on the same draws. */
  private List<TrialResult> explicit(Question question, Scheme scheme) throws IOException {
    return trials.run(
        question.trials(scheme, 0, SEEDS_IN_FORMATS).stream()
            .map(trial -> trial.with(EngineKind.EXPLICIT))
            .toList());
  }

  private List<Integer> looks() {
    return Stream.concat(LOOKS.stream().filter(look -> look < mostSeeds), Stream.of(mostSeeds))
        .toList();
  }

  /**
   * Whether more seeds would change nothing that matters, or are too few to: a direction is decided
   * against the scheme, or will stay open; or both are decided, and so are the inputs, or they will
   * stay open.
   */
  private static boolean settled(StabilityRow row, int seedsLeft) {
    if (row.summary().computed() == 0 || fails(row)) {
      return true;
    }
    List<Long> lacking =
        Stream.of(row.forwardJudgement(), row.backwardJudgement())
            .flatMap(Optional::stream)
            .filter(Measurements::open)
            .map(Measurements::lacking)
            .toList();
    return lacking.isEmpty()
        ? row.correlationJudgement()
            .filter(Measurements::open)
            .map(judgement -> lacking(judgement) > seedsLeft)
            .orElse(true)
        : lacking.stream().anyMatch(seeds -> seeds > seedsLeft);
  }

  private static boolean open(Judgement judgement) {
    return judgement.verdict() == Verdict.UNDECIDED;
  }

  /** Seeds that would decide; more than any number if none does. */
  private static long lacking(Judgement judgement) {
    return judgement.moreSeeds().orElse(Long.MAX_VALUE);
  }

  /** Whether a direction is decided against the scheme: what else it does is of no interest. */
  private static boolean fails(StabilityRow row) {
    return Stream.of(row.forwardVerdict(), row.backwardVerdict())
        .flatMap(Optional::stream)
        .anyMatch(verdict -> verdict.gravity() > Verdict.UNDECIDED.gravity());
  }
}
