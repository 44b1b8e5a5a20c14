package io.evenkeel.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.cells.AlikeInputs;
import io.evenkeel.analysis.cells.Bend;
import io.evenkeel.analysis.cells.Changes;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.analysis.cells.Signs;
import org.junit.jupiter.api.Test;

/**
 * Eight seeds out of eight are certain to be most networks, since 2^-8 is 0.39 % and the level of a
 * test 0.42 %; seven are not.
 */
class CorrelationJudgeTest {
  private static final double ERROR = 0.05 / 12;
  private static final CorrelationJudge JUDGE = new CorrelationJudge(100, Thresholds.DEFAULT);
  private static final String TOO_NEAR = "it lies too near the threshold for any number of seeds";

  private static Judgement judged(CountedPass pass, AlikeInputs alike) {
    return JUDGE.judge(pass.summary(), alike).orElseThrow();
  }

  private static Verdict verdict(CountedPass pass, AlikeInputs alike) {
    return judged(pass, alike).verdict();
  }

  /** Where the distances of alike inputs end. */
  private static AlikeInputs alike(long below, long within, long above) {
    long n = below + within + above;
    return new AlikeInputs(
        new Sample(n, 0.01, 0.001), new Changes(below, within, above, -1, 0, 1), Signs.NONE, 0);
  }

  /** Trials whose alike inputs come apart more slowly, or faster, than exponentially alike. */
  private static AlikeInputs contrast(long above, long below) {
    AlikeInputs within = alike(0, above + below, 0);
    return new AlikeInputs(
        within.rate(), within.changes(), new Signs(above, below, above + below), 0);
  }

  private static AlikeInputs jumped(long trials) {
    return new AlikeInputs(Sample.NONE, Changes.NONE, Signs.NONE, trials);
  }

  private static CountedPass falling(int n) {
    return CountedPass.measured(n, 0, 0).rate(-0.1, 0.001);
  }

  /** Angles that fall exponentially, and exactly so. */
  private static CountedPass exponential(int n) {
    return falling(n).contrast(0, n).slope(Bend.NEARLY_EXPONENTIAL, 0, n);
  }

  /** Angles that fall as a power of the depth. */
  private static CountedPass slow(int n) {
    return falling(n)
        .contrast(n, 0)
        .slope(Bend.NEARLY_EXPONENTIAL, n, 0)
        .slope(Bend.BELOW_DRIFT, 0, n)
        .exponent(-2);
  }

  private static CountedPass keeping(int n) {
    return CountedPass.measured(0, n, 0).rate(-0.001, 0.001);
  }

  @Test
  void withoutAnglesThereIsNoVerdict() {
    assertThat(JUDGE.judge(CountedPass.unmeasured().summary(), AlikeInputs.NONE)).isEmpty();
    CountedPass failed = CountedPass.unmeasured().nonFinite(3);
    assertThat(JUDGE.judge(failed.summary(), alike(0, 3, 0))).isEmpty();
  }

  @Test
  void inputsOnOneLineAtOnceAreOrdered() {
    CountedPass eight = CountedPass.unmeasured().dead(5).constant(3);
    assertThat(verdict(eight, AlikeInputs.NONE)).isEqualTo(Verdict.ORDERED);
    assertThat(judged(eight, AlikeInputs.NONE).n()).isEqualTo(8);
    assertThat(judged(eight, AlikeInputs.NONE).moreSeeds()).isEmpty();
    assertThat(judged(eight, AlikeInputs.NONE).evidence())
        .isEqualTo("the inputs lie on one line at once in 8 of 8 trials");
    Judgement seven = judged(CountedPass.unmeasured().dead(7), AlikeInputs.NONE);
    assertThat(seven.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(seven.moreSeeds()).hasValue(1);
    assertThat(seven.evidence())
        .isEqualTo("the inputs lie on one line at once in 7 of 7 trials; needs about 1 more seed");
    Judgement most = judged(keeping(1).dead(6), AlikeInputs.NONE);
    assertThat(most.n()).isEqualTo(7);
    assertThat(most.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(most.moreSeeds()).hasValue(ExactBounds.moreAboveHalf(6, 7, ERROR));
  }

  /** Half of the trials are not most: angles decide, those on one line counted as falling. */
  @Test
  void halfOfTheTrialsAtOnceCountAmongThoseThatFall() {
    Judgement half = judged(exponential(4).dead(3).constant(1), AlikeInputs.NONE);
    assertThat(half.verdict()).isEqualTo(Verdict.ORDERED);
    assertThat(half.n()).isEqualTo(4);
    assertThat(half.evidence()).endsWith(", 100 either way is allowed: 8 of 8 seeds fall below");
    assertThat(half.depthAllowed()).hasValue(ExactBounds.depthWithin(0.1));
  }

  @Test
  void anglesThatFallExponentiallyAreOrdered() {
    Judgement ordered = judged(exponential(8), alike(0, 8, 0));
    assertThat(ordered.verdict()).isEqualTo(Verdict.ORDERED);
    assertThat(ordered.depthAllowed()).hasValue(ExactBounds.depthWithin(0.1));
    assertThat(ordered.exponent()).isEmpty();
    assertThat(ordered.moreSeeds()).isEmpty();
    // 10^-0.1 is 0.7943, 10^-9.9 is 1.26e-10; 10^0.99 is 9.77.
    assertThat(ordered.evidence())
        .startsWith("the inputs' 1 - |cosine| changes by a factor of 0.794 per layer (99.6 % ")
        .endsWith(
            ", 8 seeds), 1.26e-10 over 99 steps, 100 either way is allowed: 8 of 8 seeds fall"
                + " below; the distance of alike inputs changes by a factor of 9.77 over 99 steps:"
                + " of 8 seeds 0 fall below, 8 stay within, 0 rise above");
    CountedPass fading = falling(8).contrast(0, 3).faded(5);
    assertThat(verdict(fading, alike(0, 8, 0))).isEqualTo(Verdict.ORDERED);
    CountedPass one = falling(8).contrast(1, 2).faded(5);
    assertThat(verdict(one, AlikeInputs.NONE)).isEqualTo(Verdict.UNDECIDED);
    CountedPass dead = falling(7).contrast(0, 7).dead(1);
    assertThat(verdict(dead, AlikeInputs.NONE)).isEqualTo(Verdict.ORDERED);
  }

  @Test
  void alikeInputsThatComeTogetherFasterThanAQuarterAreOrdered() {
    CountedPass open = falling(8).contrast(4, 4).slope(Bend.NEARLY_EXPONENTIAL, 8, 0);
    assertThat(verdict(open, contrast(0, 8))).isEqualTo(Verdict.ORDERED);
    assertThat(verdict(open, contrast(8, 0))).isEqualTo(Verdict.CRITICAL);
    assertThat(verdict(open, contrast(1, 7))).isEqualTo(Verdict.UNDECIDED);
    assertThat(verdict(open, contrast(7, 1))).isEqualTo(Verdict.UNDECIDED);
    open.slope(Bend.NEARLY_EXPONENTIAL, 7, 1);
    assertThat(verdict(open, contrast(8, 0))).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void anglesThatFallAsAPowerAreCritical() {
    Judgement critical = judged(slow(8), contrast(8, 0));
    assertThat(critical.verdict()).isEqualTo(Verdict.CRITICAL);
    assertThat(critical.exponent()).hasValue(-2.0);
    assertThat(critical.depthAllowed()).isEmpty();
    Judgement without = judged(slow(8), AlikeInputs.NONE);
    assertThat(without.verdict()).isEqualTo(Verdict.CRITICAL);
    assertThat(without.exponent()).hasValue(-2.0);
    assertThat(without.evidence()).endsWith(": 8 of 8 seeds fall below");
    assertThat(verdict(slow(8).slope(Bend.NEARLY_EXPONENTIAL, 7, 1), AlikeInputs.NONE))
        .isEqualTo(Verdict.UNDECIDED);
  }

  /** A network whose angles fade has no slope: it does not follow a power law. */
  @Test
  void fadedAnglesAreNotSlow() {
    CountedPass pass = slow(8).contrast(8, 0).faded(1);
    assertThat(verdict(pass, AlikeInputs.NONE)).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void theExponentIsThatOfACertainPowerLaw() {
    assertThat(judged(slow(8).slope(Bend.BELOW_DRIFT, 1, 7), contrast(8, 0)).exponent()).isEmpty();
    CountedPass within = keeping(8).exponent(-0.6);
    within.slope(Bend.NEARLY_EXPONENTIAL, 8, 0).slope(Bend.BELOW_DRIFT, 0, 8);
    assertThat(judged(within, contrast(8, 0)).exponent()).hasValue(-0.6);
    assertThat(judged(within, contrast(7, 1)).exponent()).isEmpty();
    assertThat(judged(within, alike(0, 8, 0)).exponent()).hasValue(-0.6);
    within.slope(Bend.NEARLY_EXPONENTIAL, 7, 1);
    assertThat(judged(within, contrast(8, 0)).verdict()).isEqualTo(Verdict.CRITICAL);
    assertThat(judged(within, contrast(8, 0)).exponent()).isEmpty();
  }

  @Test
  void shallowNetworksTellNoPowerLaw() {
    for (int depth : new int[] {7, 8}) {
      CorrelationJudge judge = new CorrelationJudge(depth, Thresholds.DEFAULT);
      Judgement falls = judge.judge(slow(8).summary(), contrast(8, 0)).orElseThrow();
      assertThat(falls.verdict()).isEqualTo(depth < 8 ? Verdict.ORDERED : Verdict.CRITICAL);
      CountedPass within = keeping(8).exponent(-0.6);
      within.slope(Bend.NEARLY_EXPONENTIAL, 8, 0).slope(Bend.BELOW_DRIFT, 0, 8);
      Judgement keeps = judge.judge(within.summary(), contrast(8, 0)).orElseThrow();
      assertThat(keeps.verdict()).isEqualTo(Verdict.CRITICAL);
      assertThat(keeps.exponent().isPresent()).isEqualTo(depth >= 8);
    }
  }

  @Test
  void whereAnglesStayAlikeInputsDecide() {
    assertThat(verdict(keeping(8), alike(0, 0, 8))).isEqualTo(Verdict.CHAOTIC);
    assertThat(verdict(keeping(8), alike(0, 8, 0))).isEqualTo(Verdict.CRITICAL);
    assertThat(verdict(keeping(8), alike(8, 0, 0))).isEqualTo(Verdict.ORDERED);
    assertThat(judged(keeping(8), alike(8, 0, 0)).depthAllowed()).isEmpty();
    assertThat(verdict(keeping(8), alike(0, 1, 7))).isEqualTo(Verdict.UNDECIDED);
    assertThat(verdict(keeping(8), alike(1, 7, 0))).isEqualTo(Verdict.UNDECIDED);
    assertThat(verdict(keeping(8), alike(7, 0, 1))).isEqualTo(Verdict.UNDECIDED);
    assertThat(verdict(CountedPass.measured(0, 0, 8), alike(0, 0, 8))).isEqualTo(Verdict.CHAOTIC);
    Judgement open = judged(keeping(8), alike(0, 1, 7));
    assertThat(open.moreSeeds()).hasValue(ExactBounds.moreAboveHalf(7, 8, ERROR));
    assertThat(open.evidence()).endsWith("; needs about 4 more seeds");
  }

  @Test
  void withoutGradientsWhatKeepsItsDistanceIsOpen() {
    Judgement open = judged(keeping(8), AlikeInputs.NONE);
    assertThat(open.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(open.moreSeeds()).hasValue(1_000_000);
    assertThat(open.evidence())
        .endsWith(
            ": 0 of 8 seeds fall below; " + TOO_NEAR + "; gradients tell what alike inputs do");
  }

  @Test
  void whereMostNetworksJumpAlikeInputsPart() {
    Judgement chaotic = judged(keeping(8), jumped(5));
    assertThat(chaotic.verdict()).isEqualTo(Verdict.CHAOTIC);
    assertThat(chaotic.evidence())
        .endsWith(
            ": 0 of 8 seeds fall below; alike inputs part where the activation jumps, which no"
                + " gradient contains");
    assertThat(verdict(keeping(8), jumped(4))).isEqualTo(Verdict.UNDECIDED);
    assertThat(verdict(slow(8), jumped(8))).isEqualTo(Verdict.CHAOTIC);
    assertThat(verdict(exponential(8), jumped(8))).isEqualTo(Verdict.ORDERED);
    Judgement open = judged(slow(8).contrast(3, 5).slope(Bend.NEARLY_EXPONENTIAL, 7, 1), jumped(8));
    assertThat(open.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(open.moreSeeds()).hasValue(ExactBounds.moreAboveHalf(7, 8, ERROR));
    assertThat(open.evidence())
        .doesNotContain("gradients tell")
        .endsWith("needs about 4 more seeds");
  }

  /** As long as it is open which of the two it is, what both say holds. */
  @Test
  void whatBothSayHolds() {
    CountedPass both = CountedPass.measured(4, 4, 0).contrast(0, 8);
    assertThat(verdict(both, alike(8, 0, 0))).isEqualTo(Verdict.ORDERED);
    assertThat(judged(both, alike(8, 0, 0)).depthAllowed()).isEmpty();
    assertThat(verdict(both, alike(0, 8, 0))).isEqualTo(Verdict.UNDECIDED);
    assertThat(judged(both, alike(0, 8, 0)).moreSeeds()).hasValue(1_000_000);
    CountedPass mostFall = CountedPass.measured(7, 1, 0).contrast(0, 8);
    assertThat(judged(mostFall, alike(0, 8, 0)).moreSeeds())
        .hasValue(ExactBounds.moreAboveHalf(7, 8, ERROR));
    CountedPass mostKeep = CountedPass.measured(1, 7, 0).contrast(0, 8);
    assertThat(judged(mostKeep, alike(0, 8, 0)).moreSeeds())
        .hasValue(ExactBounds.moreAboveHalf(7, 8, ERROR));
    assertThat(judged(mostKeep, alike(0, 6, 2)).moreSeeds())
        .hasValue(ExactBounds.moreAboveHalf(6, 8, ERROR));
  }

  /** What is missing is said of what most seeds do, not of what they do not. */
  @Test
  void oneMoreSeedShowsWhatAllSevenDo() {
    assertThat(judged(exponential(7), AlikeInputs.NONE).moreSeeds()).hasValue(1);
    assertThat(judged(keeping(7), alike(0, 7, 0)).moreSeeds()).hasValue(1);
  }

  /** Critical needs both that alike inputs stay apart and that angles fall slowly. */
  @Test
  void seedsAreMissingForTheClaimThatLacksMost() {
    CountedPass pass = falling(8).contrast(4, 4).slope(Bend.NEARLY_EXPONENTIAL, 6, 2);
    assertThat(judged(pass, contrast(8, 0)).moreSeeds())
        .hasValue(ExactBounds.moreAboveHalf(6, 8, ERROR));
    pass.slope(Bend.NEARLY_EXPONENTIAL, 4, 4);
    assertThat(judged(pass, contrast(8, 0)).moreSeeds()).hasValue(1_000_000);
  }
}
