package io.evenkeel.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.cells.BranchSummary;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.analysis.cells.SimulatedBranches;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class BranchJudgeTest {
  /** A cell of residual networks has fourteen tests. */
  private static final double ERROR = 0.05 / 14;

  private static final BranchJudge JUDGE = new BranchJudge(Thresholds.DEFAULT.ofResidual());

  private static Verdict verdict(int blocks, IntToDoubleFunction log10Share) {
    BranchSummary cell =
        SimulatedBranches.cell(blocks, 30, log10Share, 0.02, new SplittableRandom(1));
    return JUDGE.judge(cell).orElseThrow().verdict();
  }

  @Test
  void eachKindOfNetHasItsVerdict() {
    assertThat(verdict(24, block -> Double.NEGATIVE_INFINITY)).isEqualTo(Verdict.SILENT);
    assertThat(verdict(24, block -> -6.2)).isEqualTo(Verdict.SILENT);
    assertThat(verdict(24, block -> Math.log10(0.00106))).isEqualTo(Verdict.FAINT);
    assertThat(verdict(100, block -> Math.log10(0.5 / (1 + 0.5 * block))))
        .isEqualTo(Verdict.FADING);
    assertThat(verdict(12, block -> Math.log10(0.5 / (1 + 0.5 * block)))).isEqualTo(Verdict.FADING);
    assertThat(verdict(4, block -> Math.log10(0.5 / (1 + 0.5 * block))))
        .isEqualTo(Verdict.BALANCED);
    assertThat(verdict(24, block -> Math.log10(0.5))).isEqualTo(Verdict.BALANCED);
    assertThat(verdict(24, block -> -0.01)).isEqualTo(Verdict.BALANCED);
    BranchSummary drowned =
        SimulatedBranches.cell(24, 30, block -> -1e-4, 1e-5, new SplittableRandom(2));
    assertThat(JUDGE.judge(drowned).orElseThrow().verdict()).isEqualTo(Verdict.DROWNING);
  }

  @Test
  void withoutBranchesOrWithOneSeedThereIsNoVerdict() {
    assertThat(JUDGE.judge(BranchSummary.NONE)).isEqualTo(Optional.empty());
    BranchSummary one = SimulatedBranches.cell(24, 1, block -> -1, 0, new SplittableRandom(3));
    assertThat(JUDGE.judge(one).orElseThrow().verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(JUDGE.judge(one).orElseThrow().moreSeeds()).isPresent();
  }

  private static Judgement judged(Sample share, Sample exponent) {
    return JUDGE
        .judge(new BranchSummary(share, exponent, Optional.empty(), Optional.empty()))
        .orElseThrow();
  }

  private static Verdict exactly(double log10Share, Sample exponent) {
    return judged(new Sample(10, log10Share, 0), exponent).verdict();
  }

  private static Verdict sized(double log10Share) {
    return exactly(log10Share, Sample.NONE);
  }

  private static Verdict sloped(double exponent) {
    return exactly(-1, new Sample(10, exponent, 0));
  }

  @Test
  void sizesPartAtTheirLimits() {
    assertThat(sized(Math.nextDown(-6.0))).isEqualTo(Verdict.SILENT);
    assertThat(sized(-6)).isEqualTo(Verdict.UNDECIDED);
    assertThat(sized(Math.nextUp(-6.0))).isEqualTo(Verdict.FAINT);
    assertThat(sized(Math.nextDown(-2.0))).isEqualTo(Verdict.FAINT);
    assertThat(sized(-2)).isEqualTo(Verdict.UNDECIDED);
    assertThat(sized(Math.nextUp(-2.0))).isEqualTo(Verdict.BALANCED);
    double drowning = Math.log10(0.99);
    assertThat(sized(Math.nextDown(drowning))).isEqualTo(Verdict.BALANCED);
    assertThat(sized(drowning)).isEqualTo(Verdict.UNDECIDED);
    assertThat(sized(Math.nextUp(drowning))).isEqualTo(Verdict.DROWNING);
  }

  @Test
  void fadingIsBetweenTwoExponents() {
    assertThat(sloped(Math.nextDown(-1.5))).isEqualTo(Verdict.BALANCED);
    assertThat(sloped(-1.5)).isEqualTo(Verdict.BALANCED);
    assertThat(sloped(Math.nextUp(-1.5))).isEqualTo(Verdict.FADING);
    assertThat(sloped(Math.nextDown(-0.5))).isEqualTo(Verdict.FADING);
    assertThat(sloped(-0.5)).isEqualTo(Verdict.BALANCED);
    assertThat(sloped(Math.nextUp(-0.5))).isEqualTo(Verdict.BALANCED);
    assertThat(exactly(-7, new Sample(10, -1, 0))).isEqualTo(Verdict.SILENT);
    assertThat(exactly(-0.001, new Sample(10, -1, 0))).isEqualTo(Verdict.DROWNING);
  }

  @Test
  void intervalsHaveToLieOnOneSide() {
    double half = ExactBounds.halfWidth(10, 0.3, ERROR);
    assertThat(judged(new Sample(10, -6 - half - 1e-9, 0.3), Sample.NONE).verdict())
        .isEqualTo(Verdict.SILENT);
    Sample open = new Sample(10, -6.1, 0.3);
    Judgement undecided = judged(open, Sample.NONE);
    long more = ExactBounds.moreForMean(open, 0.1, ERROR);
    assertThat(undecided.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(undecided.n()).isEqualTo(10);
    assertThat(undecided.moreSeeds()).isPresent();
    assertThat(Math.abs(undecided.moreSeeds().getAsLong() - more)).isLessThanOrEqualTo(1);
    assertThat(undecided.evidence())
        .isEqualTo(
            "branches carry a share of 7.94e-7 of the squared stream (geometric mean over blocks"
                + " and"
                + " seeds); needs about %d more seeds"
                    .formatted(undecided.moreSeeds().getAsLong()));
    Sample faint = new Sample(10, -1.9, 0.3);
    assertThat(judged(faint, Sample.NONE).moreSeeds().getAsLong()).isBetween(more - 1, more + 1);
  }

  @Test
  void whetherItFadesMayBeOpen() {
    Sample share = new Sample(10, -1, 0.01);
    for (double[] pair : new double[][] {{-1.4, 0.1}, {-0.6, 0.1}, {-0.3, 0.2}, {-1.7, 0.2}}) {
      Sample exponent = new Sample(10, pair[0], 0.3);
      long more = ExactBounds.moreForMean(exponent, pair[1], ERROR);
      Judgement open = judged(share, exponent);
      assertThat(open.verdict()).isEqualTo(Verdict.UNDECIDED);
      assertThat(open.moreSeeds().getAsLong()).isBetween(more - 1, more + 1);
      assertThat(open.exponent()).isEmpty();
      assertThat(open.evidence()).contains("seeds); whether it fades is open; needs about ");
    }
  }

  @Test
  void evidenceNamesShareAndExponent() {
    Judgement fading = judged(new Sample(10, -1, 0.01), new Sample(10, -0.987, 0.01));
    assertThat(fading.verdict()).isEqualTo(Verdict.FADING);
    assertThat(fading.n()).isEqualTo(10);
    assertThat(fading.exponent()).hasValue(-0.987);
    assertThat(fading.moreSeeds()).isEmpty();
    assertThat(fading.evidence())
        .isEqualTo(
            "branches carry a share of 0.100 of the squared stream (geometric mean over blocks and"
                + " seeds); it falls as block^-0.99");
  }

  @Test
  void oneSeedNeedsOneMore() {
    Judgement one = judged(new Sample(1, -1, Double.NaN), Sample.NONE);
    assertThat(one.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(one.moreSeeds()).hasValue(1);
    assertThat(one.evidence()).endsWith("; needs about 1 more seed");
  }
}
