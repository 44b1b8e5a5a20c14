package io.evenkeel.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.cells.BranchSummary;
import io.evenkeel.analysis.cells.SimulatedBranches;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class BranchJudgeTest {
  private static final BranchJudge JUDGE = new BranchJudge(Thresholds.DEFAULT);

  private static Verdict verdict(int blocks, IntToDoubleFunction log10Share) {
    BranchSummary cell =
        SimulatedBranches.cell(blocks, 30, log10Share, 0.02, new SplittableRandom(1));
    return JUDGE.judge(cell).orElseThrow().verdict();
  }

  @Test
  void eachKindOfNetHasItsWord() {
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

  /** Near a boundary, wrong words are at most as frequent as the two tests' level. */
  @Test
  void wrongWordsAreRare() {
    SplittableRandom random = new SplittableRandom(4);
    int cells = 2000;
    double noise = 0.3;
    int wrong = 0;
    for (int i = 0; i < cells; i++) {
      // The truth is balanced by a hair: half of the sample means lie on the other side.
      BranchSummary cell = SimulatedBranches.cell(16, 10, block -> -1.9999, noise, random);
      Verdict verdict = JUDGE.judge(cell).orElseThrow().verdict();
      wrong += verdict == Verdict.BALANCED || verdict == Verdict.UNDECIDED ? 0 : 1;
    }
    double level = 2 * Thresholds.DEFAULT.errorPerTest();
    int most = new BinomialDistribution(null, cells, level).inverseCumulativeProbability(0.999);
    assertThat(wrong).isLessThanOrEqualTo(most);
  }
}
