package io.evenkeel.analysis.verdict;

import io.evenkeel.analysis.cells.BranchSummary;
import io.evenkeel.analysis.cells.Interval;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.analysis.text.ShortTexts;
import java.util.Locale;
import java.util.Optional;

/**
 * The verdict on the residual branches of a cell, by the share of the branch in the squared sum
 * with the stream: geometric mean over blocks, of each seed.
 *
 * <p>Student's interval of the mean over seeds of the logarithm of the share decides, at the level
 * of one test. Silent is below 1e-6, faint below 0.01, drowning above 0.99, balanced between.
 * Fading comes before faint and balanced: the share falls as a power of the block's number, with an
 * exponent over the deeper half of at least 8 blocks whose interval lies between -1.5 and -0.5.
 *
 * <p>Both tests have a part of the cell's error rate ({@link Thresholds#ofResidual}). A share is
 * close to log-normal over seeds, and Student's interval of a mean over seeds holds.
 *
 * @param thresholds the boundaries between verdicts, of a cell of residual networks
 */
public record BranchJudge(Thresholds thresholds) {
  private static final double SILENT = -6;
  private static final double FAINT = -2;
  private static final double DROWNING = Math.log10(0.99);
  private static final double STEEPEST = -1.5;
  private static final double SHALLOWEST = -0.5;

  /** Empty if no trial has a residual block. */
  public Optional<Judgement> judge(BranchSummary branches) {
    Sample share = branches.log10Share();
    if (share.n() == 0) {
      return Optional.empty();
    }
    String carried =
        String.format(
            Locale.ROOT,
            "branches carry a share of %s of the squared stream (geometric mean over blocks and"
                + " seeds)",
            ShortTexts.number(Math.pow(10, share.mean())));
    Optional<Interval> interval = share.interval(thresholds.errorPerTest());
    if (interval.isEmpty()) {
      return Optional.of(undecided(share, carried, 1));
    }
    return Optional.of(
        interval.get().high() < SILENT
            ? Judgement.of(Verdict.SILENT, share.n(), carried)
            : interval.get().low() > DROWNING
                ? Judgement.of(Verdict.DROWNING, share.n(), carried)
                : shaped(branches, interval.get(), carried));
  }

  private Judgement shaped(BranchSummary branches, Interval interval, String carried) {
    Sample share = branches.log10Share();
    Sample exponent = branches.exponent();
    Optional<Interval> slope = exponent.interval(thresholds.errorPerTest());
    if (slope.isPresent() && slope.get().low() > STEEPEST && slope.get().high() < SHALLOWEST) {
      String fading = String.format(Locale.ROOT, "; it falls as block^%.2f", exponent.mean());
      return Judgement.of(Verdict.FADING, share.n(), carried + fading)
          .withExponent(exponent.mean());
    }
    boolean open =
        slope.isPresent() && slope.get().high() > STEEPEST && slope.get().low() < SHALLOWEST;
    if (open) {
      double distance =
          Math.min(Math.abs(exponent.mean() - STEEPEST), Math.abs(exponent.mean() - SHALLOWEST));
      return undecided(
          share,
          carried + "; whether it fades is open",
          exponent.moreFor(distance, thresholds.errorPerTest()));
    }
    return ofSize(share, interval, carried);
  }

  private Judgement ofSize(Sample share, Interval interval, String carried) {
    if (interval.low() > SILENT && interval.high() < FAINT) {
      return Judgement.of(Verdict.FAINT, share.n(), carried);
    }
    if (interval.low() > FAINT && interval.high() < DROWNING) {
      return Judgement.of(Verdict.BALANCED, share.n(), carried);
    }
    double nearest = Double.POSITIVE_INFINITY;
    for (double limit : new double[] {SILENT, FAINT, DROWNING}) {
      nearest = Math.min(nearest, Math.abs(share.mean() - limit));
    }
    return undecided(share, carried, share.moreFor(nearest, thresholds.errorPerTest()));
  }

  private static Judgement undecided(Sample share, String evidence, long more) {
    return Judgement.of(Verdict.UNDECIDED, share.n(), evidence + "; " + Sentences.needs(more))
        .withMoreSeeds(more);
  }
}
