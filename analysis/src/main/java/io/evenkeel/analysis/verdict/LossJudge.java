package io.evenkeel.analysis.verdict;

import io.evenkeel.analysis.cells.LossSummary;
import io.evenkeel.analysis.cells.Sample;
import java.util.Locale;
import java.util.Optional;

/**
 * The verdict on a cell's loss: whether nine of ten networks have one that is finite. A loss may be
 * infinite or NaN while every activation and gradient is sound.
 *
 * @param thresholds the boundaries between verdicts
 */
public record LossJudge(Thresholds thresholds) {
  /** Empty if no trial has a loss. */
  public Optional<Judgement> judge(LossSummary loss) {
    if (loss.computed() == 0) {
      return Optional.empty();
    }
    Share share = new Share(loss.nonFinite(), loss.computed());
    double tolerated = thresholds.toleratedShare();
    String counted = counted(loss);
    if (share.certainlyAbove(tolerated, thresholds.errorPerTest())) {
      return Optional.of(Judgement.of(Verdict.NON_FINITE, share.n(), counted));
    }
    if (share.rare(thresholds)) {
      return Optional.of(Judgement.of(Verdict.FINITE, share.n(), counted));
    }
    long more = more(share);
    return Optional.of(
        Judgement.of(
                Verdict.UNDECIDED,
                share.n(),
                counted
                    + ", which may be more or less than the tolerated "
                    + Sentences.percent(tolerated)
                    + " of all networks; "
                    + Sentences.needs(more))
            .withMoreSeeds(more));
  }

  private long more(Share share) {
    if (share.count() > 0) {
      return share.moreFor(thresholds.toleratedShare(), thresholds.errorPerTest());
    }
    // The fewest n with (1 - toleratedShare)^n below the error rate.
    double enough =
        Math.floor(Math.log(thresholds.errorRate()) / Math.log1p(-thresholds.toleratedShare())) + 1;
    return (long) Math.max(1, Math.min(Sample.MOST_SEEDS, enough - share.n()));
  }

  private static String counted(LossSummary loss) {
    if (loss.nonFinite() == 0) {
      return String.format(Locale.ROOT, "loss finite in all %,d trials", loss.computed());
    }
    return String.format(
        Locale.ROOT,
        "loss infinite in %,d and NaN in %,d of %,d trials, in %,d of them with finite activations",
        loss.infinite(),
        loss.nan(),
        loss.computed(),
        loss.alone());
  }
}
