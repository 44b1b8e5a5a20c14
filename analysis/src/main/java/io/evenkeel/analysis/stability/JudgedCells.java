package io.evenkeel.analysis.stability;

import io.evenkeel.analysis.cells.CellSummary;
import io.evenkeel.analysis.verdict.BranchJudge;
import io.evenkeel.analysis.verdict.CorrelationJudge;
import io.evenkeel.analysis.verdict.Judgement;
import io.evenkeel.analysis.verdict.LossJudge;
import io.evenkeel.analysis.verdict.Signal;
import io.evenkeel.analysis.verdict.SignalJudge;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.analysis.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Judges cells by the measurements of their trials, wherever these were read or computed. */
public final class JudgedCells {
  private JudgedCells() {}

  /**
   * The cells with their verdicts, ranked from the best to the worst; cells of the same standing
   * stay in the order given.
   *
   * @param summaries summed up with the limits of {@code thresholds}
   * @param thresholds the boundaries between verdicts
   */
  public static List<StabilityRow> ranked(List<CellSummary> summaries, Thresholds thresholds) {
    return Ranking.of(
        summaries.parallelStream().map(summary -> judged(summary, thresholds)).toList(),
        thresholds);
  }

  /** One cell with its verdicts, not ranked. */
  public static StabilityRow judged(CellSummary summary, Thresholds limits) {
    boolean residual = summary.cell().blocks() > 0;
    Thresholds thresholds = residual ? limits.ofResidual() : limits;
    int depth = summary.cell().stops();
    Optional<Judgement> forward =
        new SignalJudge(Signal.ACTIVATIONS, depth, thresholds)
            .judge(summary.forward())
            .map(judgement -> placed(judgement, summary.firstFarForward()));
    return new StabilityRow(
        summary,
        forward,
        new SignalJudge(Signal.GRADIENTS, depth, thresholds)
            .judge(summary.backward())
            .map(judgement -> placed(judgement, summary.firstFarBackward())),
        new CorrelationJudge(depth, thresholds)
            .judge(summary.correlation(), summary.alike())
            .map(judgement -> ofSignal(judgement, forward)),
        new LossJudge(thresholds).judge(summary.loss()),
        new BranchJudge(thresholds).judge(summary.branches()),
        Optional.empty());
  }

  /**
   * The verdict on inputs, which is that of the signal if the signal vanishes: then every
   * difference between inputs vanishes, whatever their angles do.
   */
  private static Judgement ofSignal(Judgement angles, Optional<Judgement> forward) {
    boolean gone =
        forward
            .map(Judgement::verdict)
            .filter(verdict -> verdict == Verdict.VANISHING || verdict == Verdict.DEAD)
            .isPresent();
    if (!gone || angles.verdict() == Verdict.ORDERED) {
      return angles;
    }
    return new Judgement(
        Verdict.ORDERED,
        angles.n(),
        angles.rate(),
        angles.interval(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        "the signal vanishes, and every difference between inputs with it; " + angles.evidence());
  }

  /**
   * The judgement with the layer at which the signal first changes by more than is allowed, if the
   * verdict is exponential.
   */
  private static Judgement placed(Judgement judgement, OptionalInt firstFar) {
    boolean exponential =
        judgement.verdict() == Verdict.VANISHING || judgement.verdict() == Verdict.EXPLODING;
    return exponential ? judgement.withFirstBadLayer(firstFar) : judgement;
  }
}
