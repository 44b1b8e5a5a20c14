package io.evenkeel.analysis;

import io.evenkeel.analysis.cells.CellSummary;
import io.evenkeel.analysis.cells.RunCells;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;

/**
 * Which cells of a sweep keep an even keel: the trials of each cell, which differ in nothing but
 * the seed, summed up, judged and ranked.
 */
public final class StabilityTable {
  private StabilityTable() {}

  /**
   * The stability table of what a run directory holds, ranked from the best cell to the worst;
   * cells of the same standing are ordered by their columns from the first to the last.
   *
   * @param spark reads and sums up where that is too much for the driver alone
   * @param runDirectory a local path or a URI of any file system that Hadoop knows, with the tables
   *     {@code trials} and {@code layers}
   * @param thresholds where the verdicts part
   * @return empty if no shard is published
   * @throws IOException naming the file that cannot be read
   */
  public static List<StabilityRow> compute(
      SparkSession spark, String runDirectory, Thresholds thresholds) throws IOException {
    try (RunCells cells = RunCells.read(spark, runDirectory, thresholds.limits())) {
      return of(cells, thresholds);
    }
  }

  /**
   * The same of cells that were read with the limits of {@code thresholds}.
   *
   * @return empty if there are none
   * @throws IOException naming the file that cannot be read
   */
  public static List<StabilityRow> of(RunCells cells, Thresholds thresholds) throws IOException {
    return Ranking.of(
        cells.summaries().stream().map(summary -> judged(summary, thresholds)).toList(),
        thresholds);
  }

  private static StabilityRow judged(CellSummary summary, Thresholds thresholds) {
    int depth = summary.cell().depth();
    return new StabilityRow(
        summary,
        new SignalJudge(Signal.ACTIVATIONS, depth, thresholds)
            .judge(summary.forward())
            .map(judgement -> placed(judgement, summary.firstFarForward())),
        new SignalJudge(Signal.GRADIENTS, depth, thresholds)
            .judge(summary.backward())
            .map(judgement -> placed(judgement, summary.firstFarBackward())),
        new CorrelationJudge(depth, thresholds).judge(summary.correlation(), summary.alike()),
        new LossJudge(thresholds).judge(summary.loss()),
        Optional.empty());
  }

  /** An exponential verdict has a layer where the signal first leaves what is allowed. */
  private static Judgement placed(Judgement judgement, OptionalInt firstFar) {
    boolean exponential =
        judgement.verdict() == Verdict.VANISHING || judgement.verdict() == Verdict.EXPLODING;
    return exponential ? judgement.withFirstBadLayer(firstFar) : judgement;
  }
}
