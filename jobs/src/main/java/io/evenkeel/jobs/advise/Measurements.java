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

/** Measures schemes of a network with as many seeds as their verdicts need. */
final class Measurements {
  /**
   * The numbers of seeds after which verdicts are judged: 8 seeds can show that a scheme fails, 30
   * that it holds.
   */
  private static final List<Integer> LOOKS = List.of(8, 30, 60);

  private static final int SEEDS_IN_FORMATS = 30;

  private final LocalTrials trials;
  private final Thresholds thresholds;
  private final int mostSeeds;

  /**
   * @param trials computes trials
   * @param thresholds the boundaries between verdicts
   * @param mostSeeds most seeds that are computed for a scheme
   */
  Measurements(LocalTrials trials, Thresholds thresholds, int mostSeeds) {
    this.trials = trials;
    this.thresholds = thresholds;
    this.mostSeeds = mostSeeds;
  }

  Thresholds thresholds() {
    return thresholds;
  }

  /** The summary of some seeds of a scheme. */
  CellSummary summary(Question question, Scheme scheme, long firstSeed, int seeds)
      throws IOException {
    List<Trial> list = question.trials(scheme, firstSeed, seeds);
    MeasuredCell cell = MeasuredCell.of(list.get(0), thresholds.limits());
    for (TrialResult result : trials.run(list)) {
      cell.add(result);
    }
    return cell.summary();
  }

  /** The verdicts on a scheme; seeds from 0 on are added until they are decided. */
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

  /**
   * The verdict on a scheme in a narrower format, with as many seeds as are needed to show that a
   * scheme holds.
   */
  InFormat inFormat(Question question, Scheme scheme, String format) throws IOException {
    FloatFormat narrow = Axes.PRECISION.value(format).orElseThrow().format();
    List<TrialResult> rounded = explicit(question.with(Axes.PRECISION, format), scheme);
    return new InFormat(format, MeasuredPrecision.of(rounded, explicit(question, scheme), narrow));
  }

  /**
   * The trials computed by the engine that draws all weights, so that formats are compared with the
   * same draws.
   */
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
   * Whether further seeds are unnecessary, or there are not enough of them. They are unnecessary if
   * a direction is decided against the scheme, or both directions and the inputs are decided; there
   * are not enough if an open verdict needs more seeds than are left.
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

  /** How many more seeds would decide; more than any number of seeds if none would. */
  private static long lacking(Judgement judgement) {
    return judgement.moreSeeds().orElse(Long.MAX_VALUE);
  }

  /** Whether a direction is decided against the scheme; its other verdicts do not matter then. */
  private static boolean fails(StabilityRow row) {
    return Stream.of(row.forwardVerdict(), row.backwardVerdict())
        .flatMap(Optional::stream)
        .anyMatch(verdict -> verdict.gravity() > Verdict.UNDECIDED.gravity());
  }
}
