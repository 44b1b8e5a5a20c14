package io.evenkeel.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.cells.BranchSummary;
import io.evenkeel.analysis.cells.SimulatedBranches;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class BranchJudgeTest {
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
}
