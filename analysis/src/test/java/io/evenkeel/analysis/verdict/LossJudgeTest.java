package io.evenkeel.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.cells.LossSummary;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LossJudgeTest {
  private static final Thresholds THRESHOLDS = Thresholds.DEFAULT;
  private static final double ERROR = 0.05 / 12;
  private static final LossJudge JUDGE = new LossJudge(THRESHOLDS);

  private static Judgement judged(LossJudge judge, long infinite, long nan, long n) {
    return judge
        .judge(new LossSummary(n, infinite, nan, 1, OptionalDouble.of(1), OptionalDouble.of(1)))
        .orElseThrow();
  }

  private static Judgement judged(long infinite, long n) {
    return judged(JUDGE, infinite, 0, n);
  }

  @Test
  void withoutLossesThereIsNoVerdict() {
    LossSummary none = new LossSummary(0, 0, 0, 0, OptionalDouble.empty(), OptionalDouble.empty());
    assertThat(JUDGE.judge(none)).isEmpty();
  }

  @Test
  void moreThanTheToleratedShareIsNonFinite() {
    for (long n : new long[] {3, 10, 30, 200}) {
      long fewest = ExactBounds.fewestAbove(n, 0.1, ERROR);
      assertThat(judged(fewest, n).verdict()).isEqualTo(Verdict.NON_FINITE);
      assertThat(judged(fewest, n).n()).isEqualTo(n);
      assertThat(judged(fewest, n).moreSeeds()).isEmpty();
      assertThat(judged(fewest - 1, n).verdict()).isEqualTo(Verdict.UNDECIDED);
    }
  }

  @Test
  void countingAloneShowsFiniteLosses() {
    for (long n : new long[] {80, 200, 500}) {
      long most = ExactBounds.mostBelow(n, 0.1, ERROR);
      assertThat(most).isPositive();
      assertThat(judged(most, n).verdict()).isEqualTo(Verdict.FINITE);
      assertThat(judged(most, n).moreSeeds()).isEmpty();
      assertThat(judged(most + 1, n).verdict()).isEqualTo(Verdict.UNDECIDED);
    }
  }

  /** 0.9^28 is 5.2 %, 0.9^29 is 4.7 %. */
  @Test
  void withoutAnyThatIsNotFiniteTwentyNineSeedsSuffice() {
    assertThat(judged(0, 29).verdict()).isEqualTo(Verdict.FINITE);
    assertThat(judged(0, 29).evidence()).isEqualTo("loss finite in all 29 trials");
    assertThat(judged(0, 28).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(judged(0, 28).moreSeeds()).hasValue(1);
    assertThat(judged(0, 1).moreSeeds()).hasValue(28);
    assertThat(judged(0, 28).evidence())
        .isEqualTo(
            "loss finite in all 28 trials, which may be more or less than the tolerated 10.0 % of"
                + " all networks; needs about 1 more seed");
  }

  /** (1 - 1e-7)^n is 5 % at 30 million seeds. */
  @Test
  void moreThanAMillionSeedsAreNotAskedFor() {
    LossJudge strict = new LossJudge(new Thresholds(1, 0.5, 1e-7, 1e-6, 0.05));
    assertThat(judged(strict, 0, 0, 30).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(judged(strict, 0, 0, 30).moreSeeds()).hasValue(1_000_000);
    assertThat(judged(strict, 0, 0, 30).evidence())
        .endsWith("it lies too near the threshold for any number of seeds");
  }

  /** 2 of 2 have a chance of 1 % under the tolerated share, 3 of 3 one of 0.1 %. */
  @Test
  void infinitiesAndNansCountAlike() {
    assertThat(judged(JUDGE, 1, 1, 2).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(judged(JUDGE, 1, 1, 2).moreSeeds()).hasValue(1);
    assertThat(judged(JUDGE, 1, 2, 3).verdict()).isEqualTo(Verdict.NON_FINITE);
    assertThat(judged(JUDGE, 1, 2, 3).evidence())
        .isEqualTo(
            "loss infinite in 1 and NaN in 2 of 3 trials, in 1 of them with finite activations");
  }
}
