package io.evenkeel.analysis;

import io.evenkeel.analysis.cells.PassSummary;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Verdicts on simulated schemes of known truth are wrong no more often than stated. */
class VerdictErrorRateTest {
  private static final int DEPTH = 100;

  /** 1 decade and 1/2 log10(100) more. */
  private static final double ALLOWED = 2;

  /**
   * That of a relu layer of 256 units: Var ln |x|^2 = 5 / 256 is 0.14 nats, 0.03 decades of std.
   */
  private static final double NOISE = 0.03;

  private static final SimulatedCells RELU = new SimulatedCells(DEPTH, 30, NOISE);
  private static final SimulatedCells FEW = new SimulatedCells(DEPTH, 4, NOISE);
  private static final SimulatedCells NARROW = new SimulatedCells(DEPTH, 30, 4 * NOISE);

  static Stream<Arguments> truths() {
    Set<Verdict> stable = Set.of(Verdict.STABLE);
    Set<Verdict> exploding = Set.of(Verdict.EXPLODING);
    Set<Verdict> vanishing = Set.of(Verdict.VANISHING);
    Set<Verdict> powerLaw = Set.of(Verdict.POWER_LAW);
    // Within the allowed, a power law is a stable one.
    Set<Verdict> slowPowerLaw = Set.of(Verdict.POWER_LAW, Verdict.STABLE);
    return Stream.of(
        course("level", RELU, layer -> 0, stable, 0.99),
        course("level, few seeds", FEW, layer -> 0, stable, 0),
        course("level, narrow", NARROW, layer -> 0, stable, 0.99),
        course("drift of a finite width", RELU, exponential(-0.25), stable, 0.99),
        course("just allowed", RELU, exponential(ALLOWED), stable, 0),
        course("just allowed, few seeds", FEW, exponential(-ALLOWED), stable, 0),
        course("just not allowed", RELU, exponential(1.0001 * ALLOWED), exploding, 0),
        course("just not allowed, few", FEW, exponential(-1.0001 * ALLOWED), vanishing, 0),
        course("exploding", RELU, exponential(5), exploding, 0.99),
        course("exploding, narrow", NARROW, exponential(20), exploding, 0.99),
        course("vanishing, few seeds", FEW, exponential(-20), vanishing, 0.9),
        course("tanh, critical", RELU, powerLaw(-0.5), slowPowerLaw, 0.99),
        // The contrast of l^a is 0.005 a, its standard error 0.001: 3.1 of those decide.
        course("power law, steep", RELU, powerLaw(-2), powerLaw, 0.99),
        course("power law, steep, few seeds", FEW, powerLaw(-2), powerLaw, 0),
        course("power law, rising", RELU, powerLaw(1.5), powerLaw, 0.99),
        course("transient", RELU, layer -> 1.5 / layer, stable, 0.9),
        failing("a tolerated share fails", RELU, 0.1, stable),
        failing("half fails", RELU, 0.5, Set.of(Verdict.NON_FINITE)),
        failing(
            "half fails, few seeds",
            new SimulatedCells(DEPTH, 12, 0),
            0.5,
            Set.of(Verdict.NON_FINITE)));
  }

  private static IntToDoubleFunction exponential(double decades) {
    return layer -> decades * (layer - 1) / (DEPTH - 1);
  }

  private static IntToDoubleFunction powerLaw(double exponent) {
    return layer -> exponent * Math.log10(layer);
  }

  private static Arguments course(
      String name,
      SimulatedCells cells,
      IntToDoubleFunction course,
      Set<Verdict> right,
      double decided) {
    Function<SplittableRandom, PassSummary> draw = random -> cells.cell(course, random);
    return Arguments.of(name, draw, right, decided);
  }

  private static Arguments failing(
      String name, SimulatedCells cells, double probability, Set<Verdict> right) {
    Function<SplittableRandom, PassSummary> draw = random -> cells.failing(probability, random);
    return Arguments.of(name, draw, right, 0.0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("truths")
  void wrongVerdictsAreNoMoreThanStated(
      String name,
      Function<SplittableRandom, PassSummary> draw,
      Set<Verdict> right,
      double decidedAtLeast) {
    SignalJudge judge = new SignalJudge("activations", DEPTH, Thresholds.DEFAULT);
    ErrorRate.assertKept(
        name, random -> judge.judge(draw.apply(random)).orElseThrow(), right, decidedAtLeast);
  }
}
