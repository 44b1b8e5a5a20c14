package io.evenkeel.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.cells.Bend;
import io.evenkeel.analysis.cells.Interval;
import java.util.Locale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** At 100 layers a factor of 100 either way is allowed. */
class SignalJudgeTest {
  private static final double ERROR = 0.05 / 12;
  private static final SignalJudge FORWARD =
      new SignalJudge(Signal.ACTIVATIONS, 100, Thresholds.DEFAULT);
  private static final SignalJudge BACKWARD =
      new SignalJudge(Signal.GRADIENTS, 100, Thresholds.DEFAULT);

  private static Judgement forward(CountedPass pass) {
    return FORWARD.judge(pass.summary()).orElseThrow();
  }

  private static Judgement backward(CountedPass pass) {
    return BACKWARD.judge(pass.summary()).orElseThrow();
  }

  @Test
  void withoutTrialsOrStepsThereIsNoVerdict() {
    assertThat(FORWARD.judge(CountedPass.unmeasured().summary())).isEmpty();
    CountedPass one = CountedPass.measured(0, 30, 0);
    assertThat(FORWARD.judge(one.summary())).isPresent();
    assertThat(FORWARD.judge(CountedPass.unmeasured().zeroAtSource(30).summary())).isEmpty();
  }

  @Test
  void moreThanTheToleratedShareIsNonFinite() {
    long fewest = ExactBounds.fewestAbove(30, 0.1, ERROR);
    Judgement certain =
        forward(
            CountedPass.measured(0, 30 - fewest, 0).nonFinite(fewest).nonFiniteFrom(27, 28.5, 30));
    assertThat(certain.verdict()).isEqualTo(Verdict.NON_FINITE);
    assertThat(certain.n()).isEqualTo(30);
    assertThat(certain.firstBadLayer()).hasValue(28);
    assertThat(certain.moreSeeds()).isEmpty();
    assertThat(certain.evidence())
        .isEqualTo(
            "activations non-finite in %d of 30 trials; first at layer 28 (27..30 over seeds)"
                .formatted(fewest));
    Judgement open = forward(CountedPass.measured(0, 31 - fewest, 0).nonFinite(fewest - 1));
    assertThat(open.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(open.firstBadLayer()).isEmpty();
  }

  /** 2 of 2 have a chance of 1 % under the tolerated share, 3 of 3 one of 0.1 %. */
  @Test
  void threeSeedsShowThatTheSchemeOverflows() {
    Judgement open = forward(CountedPass.unmeasured().nonFinite(2).nonFiniteFrom(5, 5, 5));
    assertThat(open.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(open.moreSeeds()).hasValue(1);
    assertThat(open.evidence())
        .isEqualTo(
            "activations non-finite in 2 of 2 trials, which may be more or less than the tolerated"
                + " 10.0 %; needs about 1 more seed; first at layer 5");
    assertThat(forward(CountedPass.unmeasured().nonFinite(3)).verdict())
        .isEqualTo(Verdict.NON_FINITE);
  }

  /** What fails no more often than tolerated counts among the seeds that leave. */
  @Test
  void aToleratedShareOfFailuresGoesOn() {
    long most = ExactBounds.mostBelow(200, 0.1, ERROR);
    CountedPass pass = CountedPass.measured(0, 200 - most, 0).nonFinite(most);
    assertThat(forward(pass).verdict()).isEqualTo(Verdict.STABLE);
    assertThat(forward(CountedPass.measured(0, 199 - most, 0).nonFinite(most + 1)).verdict())
        .isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void deadAndConstantTrialsCountTogether() {
    Judgement dead = backward(CountedPass.unmeasured().dead(3));
    assertThat(dead.verdict()).isEqualTo(Verdict.DEAD);
    assertThat(dead.evidence()).isEqualTo("gradients exactly zero in 3 of 3 trials");
    assertThat(backward(CountedPass.unmeasured().dead(3).rounding(1)).evidence())
        .isEqualTo("gradients zero but for rounding in 3 of 3 trials");
    Judgement constant = forward(CountedPass.unmeasured().dead(1).constant(2));
    assertThat(constant.verdict()).isEqualTo(Verdict.CONSTANT);
    assertThat(constant.evidence()).isEqualTo("activations without spread in 3 of 3 trials");
    assertThat(forward(CountedPass.unmeasured().dead(2).constant(2)).verdict())
        .isEqualTo(Verdict.DEAD);
    assertThat(forward(CountedPass.unmeasured().dead(1).constant(1)).verdict())
        .isEqualTo(Verdict.UNDECIDED);
  }

  /** A loss that sends no gradient says nothing of the network. */
  @Test
  void whereTheLossSendsNoGradientATrialDoesNotCount() {
    Judgement dead = backward(CountedPass.unmeasured().dead(3).zeroAtSource(7));
    assertThat(dead.verdict()).isEqualTo(Verdict.DEAD);
    assertThat(dead.n()).isEqualTo(3);
    assertThat(dead.evidence())
        .isEqualTo(
            "gradients exactly zero in 3 of 3 trials; in 7 of 10 trials the loss sends no gradient:"
                + " these do not count");
  }

  @Test
  void aSchemeThatStaysIsStable() {
    CountedPass pass = CountedPass.measured(0, 30, 0).rate(-0.002, 0.001);
    Judgement stable = forward(pass);
    assertThat(stable.verdict()).isEqualTo(Verdict.STABLE);
    assertThat(stable.n()).isEqualTo(30);
    assertThat(stable.exponent()).isEmpty();
    assertThat(stable.depthAllowed()).isEmpty();
    assertThat(stable.moreSeeds()).isEmpty();
    assertThat(stable.shares()).isEmpty();
    double half = ExactBounds.halfWidth(30, 0.001, ERROR);
    assertThat(stable.rate().orElseThrow()).isCloseTo(-0.002 * Math.log(10), Offset.offset(1e-15));
    Interval interval = stable.interval().orElseThrow();
    assertThat(interval.low()).isCloseTo((-0.002 - half) * Math.log(10), Offset.offset(1e-9));
    assertThat(interval.high()).isCloseTo((-0.002 + half) * Math.log(10), Offset.offset(1e-9));
    // 10^-0.002 is 0.99541, 10^-0.198 is 0.634; 1 - ERROR^(1/30) is 16.7 %.
    double leave = 100 * (1 - Math.pow(ERROR, 1 / 30.0));
    assertThat(stable.evidence())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "activations' std changes by a factor of 0.9954 per layer (99.6 %% interval"
                    + " %.4f..%.4f, 30 seeds), 0.634 over 99 steps, 100 either way is allowed; 30"
                    + " of 30 seeds stay within; by counting alone, less than %.1f %% of all"
                    + " networks leave",
                Math.pow(10, -0.002 - half),
                Math.pow(10, -0.002 + half),
                leave));
  }

  /** A power law from the input on: the gradient meets its layers in the opposite order. */
  @Test
  void withinTheAllowedAPowerThatMattersIsNamed() {
    CountedPass rising = power(CountedPass.measured(0, 30, 0), true).rate(0.01, 1e-4);
    assertThat(forward(rising).verdict()).isEqualTo(Verdict.POWER_LAW);
    assertThat(forward(rising).exponent()).hasValue(2.0);
    assertThat(forward(rising).evidence())
        .contains(
            ", as layer^2.00, not exponentially; 100 either way is allowed; 30 of 30 seeds stay");
    assertThat(backward(rising).verdict()).isEqualTo(Verdict.STABLE);
    CountedPass falling = power(CountedPass.measured(0, 30, 0), true).rate(-0.01, 1e-4);
    assertThat(backward(falling).verdict()).isEqualTo(Verdict.POWER_LAW);
    assertThat(forward(falling).verdict()).isEqualTo(Verdict.STABLE);
    CountedPass level = power(CountedPass.measured(0, 30, 0), false).rate(0, 1e-4);
    assertThat(forward(level).verdict()).isEqualTo(Verdict.POWER_LAW);
  }

  /** A power of 2, going up from the input on or down. */
  private static CountedPass power(CountedPass pass, boolean up) {
    int sign = up ? 1 : -1;
    for (Bend bend : Bend.values()) {
      boolean above =
          switch (bend) {
            case LATE, HALF, ABOVE_LEVEL, BELOW_LEVEL, ABOVE_DRIFT, BELOW_DRIFT -> up;
            case ABOVE_LARGEST -> false;
            case BELOW_LARGEST, EXPLAINED -> true;
            case THREE_HALVES, HALFWAY, NEARLY_EXPONENTIAL -> !up;
          };
      pass.slope(bend, above ? 30 : 0, above ? 0 : 30);
    }
    return pass.exponent(2.0 * sign);
  }

  @Test
  void whatLeavesExponentiallyExplodesOrVanishes() {
    CountedPass up = CountedPass.measured(0, 0, 30).rate(0.05, 0.001);
    up.slope(Bend.LATE, 30, 0).slope(Bend.HALFWAY, 30, 0);
    Judgement exploding = forward(up);
    assertThat(exploding.verdict()).isEqualTo(Verdict.EXPLODING);
    long within = ExactBounds.depthWithin(0.05);
    assertThat(exploding.depthAllowed()).hasValue(within);
    assertThat(exploding.rate()).isPresent();
    // 10^4.95 is 89125.
    assertThat(exploding.evidence())
        .startsWith("activations' std changes by a factor of 1.122 per layer (99.6 % interval ")
        .endsWith(
            ", 30 seeds), 89100 over 99 steps, exponentially; 100 either way is allowed: depth "
                + within
                + " would stay within");
    CountedPass down = CountedPass.measured(30, 0, 0).rate(-0.05, 0.001).faded(30);
    assertThat(backward(down).verdict()).isEqualTo(Verdict.VANISHING);
    assertThat(backward(down).depthAllowed()).hasValue(within);
    assertThat(backward(down).evidence())
        .startsWith("gradients' rms changes by a factor of 0.8913 per layer");
  }

  @Test
  void whatLeavesAsAPowerOrInTheFirstLayersIsNamedSo() {
    Judgement steep = forward(power(CountedPass.measured(0, 0, 30), true).rate(0.04, 1e-4));
    assertThat(steep.verdict()).isEqualTo(Verdict.POWER_LAW);
    assertThat(steep.exponent()).hasValue(2.0);
    assertThat(steep.depthAllowed()).isEmpty();
    assertThat(steep.evidence())
        .endsWith(", as layer^2.00, not exponentially; 100 either way is allowed");
    CountedPass settling = CountedPass.measured(0, 0, 30).rate(0.03, 1e-4).exponent(0.1);
    settling.slope(Bend.ABOVE_LEVEL, 0, 30).slope(Bend.BELOW_LEVEL, 30, 0);
    Judgement level = forward(settling);
    assertThat(level.verdict()).isEqualTo(Verdict.LEVELS_OFF);
    assertThat(level.evidence())
        .endsWith(
            ", more than the 100 allowed, but in the first layers: over the deeper half it goes as"
                + " layer^0.100");
  }

  @Test
  void withoutAShapeWhatLeavesIsUndecided() {
    Judgement none = forward(CountedPass.measured(0, 0, 30).rate(0.03, 1e-4));
    assertThat(none.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(none.moreSeeds()).hasValue(1_000_000);
    assertThat(none.evidence())
        .endsWith(
            ", more than allowed; neither exponentially, nor as a power of the depth, nor only in"
                + " the first layers");
    CountedPass seven = CountedPass.measured(0, 0, 30).rate(0.03, 1e-4);
    seven.slope(Bend.ABOVE_LARGEST, 7, 0);
    assertThat(forward(seven).moreSeeds()).hasValue(1);
    assertThat(forward(seven).evidence())
        .endsWith("whether exponentially or as a power law is open; needs about 1 more seed");
  }

  @Test
  void seedsThatPartAreSplit() {
    Judgement split = forward(CountedPass.measured(4, 15, 10).rate(0.01, 0.01).dead(1));
    assertThat(split.verdict()).isEqualTo(Verdict.UNDECIDED);
    Judgement parted = forward(CountedPass.measured(10, 10, 11).rate(0.01, 0.01));
    assertThat(parted.verdict()).isEqualTo(Verdict.SPLIT);
    assertThat(parted.n()).isEqualTo(31);
    assertThat(parted.shares()).hasValue("32/32/36");
    assertThat(parted.rate()).isPresent();
    assertThat(parted.evidence())
        .endsWith(
            ", 100 either way is allowed: of 31 seeds 10 fall below, 10 stay within, 11 rise above,"
                + " so that less than 90 % of all networks do the same");
  }

  @Test
  void fewSeedsAreUndecided() {
    Judgement two = forward(CountedPass.measured(0, 2, 0).rate(0.001, 0.001));
    assertThat(two.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(two.moreSeeds()).hasValue(27);
    assertThat(two.evidence())
        .endsWith(
            ": of 2 seeds 0 fall below, 2 stay within, 0 rise above; what 90 % of all networks do"
                + " is open; needs about 27 more seeds");
    Judgement one = forward(CountedPass.measured(0, 1, 0).rate(0.002, Double.NaN));
    assertThat(one.moreSeeds()).hasValue(28);
    assertThat(one.interval()).isEmpty();
    assertThat(one.evidence())
        .isEqualTo(
            "activations' std changes by a factor of 1.0046 per layer (1 seed), 1.58 over 99 steps;"
                + " one seed shows no spread over seeds, needs about 28 more seeds at least");
  }
}
