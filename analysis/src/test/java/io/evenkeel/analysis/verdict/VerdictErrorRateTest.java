package io.evenkeel.analysis.verdict;

import io.evenkeel.analysis.SimulatedCells;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.verdict.ErrorRate.Case;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Verdicts on simulated schemes of known truth are wrong no more often than stated, at the very
 * boundaries between verdicts too.
 */
@Execution(ExecutionMode.CONCURRENT)
class VerdictErrorRateTest {
  private static final int DEPTH = 100;

  /** 1 decade and 1/2 log10(100) more. */
  private static final double ALLOWED = 2;

  /**
   * That of a relu layer of 256 units: Var ln |x|^2 = 5 / 256 is 0.14 nats, 0.03 decades of std.
   */
  private static final double NOISE = 0.03;

  private static final Set<Verdict> NONE = Set.of();
  private static final Set<Verdict> STABLE = Set.of(Verdict.STABLE);
  private static final Set<Verdict> SPLIT = Set.of(Verdict.SPLIT);
  private static final Set<Verdict> EXPLODING = Set.of(Verdict.EXPLODING);
  private static final Set<Verdict> VANISHING = Set.of(Verdict.VANISHING);
  private static final Set<Verdict> POWER_LAW = Set.of(Verdict.POWER_LAW);
  private static final Set<Verdict> LEVELS_OFF = Set.of(Verdict.LEVELS_OFF);

  /** Within the allowed, a power law is a stable one. */
  private static final Set<Verdict> SLOW = Set.of(Verdict.POWER_LAW, Verdict.STABLE);

  static Stream<Case> rates() {
    return Stream.of(
        walk("level", 30, NOISE, layer -> 0, STABLE, 0.99),
        walk("level, few seeds", 10, NOISE, layer -> 0, STABLE, 0),
        walk("level, narrow, 80 seeds", 80, 2 * NOISE, layer -> 0, STABLE, 0.8),
        walk("drift of a finite width", 30, NOISE, steady(-0.25), STABLE, 0.99),
        // Half of the seeds leave: they part.
        walk("mean at the bound", 30, NOISE, steady(ALLOWED), SPLIT, 0.9),
        walk("mean at the bound, few seeds", 10, NOISE, steady(-ALLOWED), SPLIT, 0),
        walk("mean at the bound, many seeds", 200, NOISE, steady(ALLOWED), SPLIT, 0.99),
        walk("exploding", 30, NOISE, steady(5), EXPLODING, 0.99),
        walk("exploding, narrow", 30, 4 * NOISE, steady(20), EXPLODING, 0.99),
        walk("vanishing, eight seeds", 8, NOISE, steady(-20), VANISHING, 0.99),
        walk("vanishing, four seeds", 4, NOISE, steady(-20), VANISHING, 0));
  }

  static Stream<Case> shapes() {
    return Stream.of(
        walk("tanh, critical", 60, NOISE, power(-0.5), SLOW, 0.9),
        walk("power law, steep", 60, NOISE, power(-2), POWER_LAW, 0.9),
        walk("power law, steep, few seeds", 8, NOISE, power(-2), POWER_LAW, 0),
        walk("power law, rising", 60, NOISE, power(1.8), POWER_LAW, 0.9),
        walk("power law of an offset", 60, NOISE, offset(-2, 4), SLOW, 0),
        walk("transient", 30, NOISE, layer -> 0.7 / layer, STABLE, 0.9),
        walk("settles at once", 100, NOISE, layer -> 4 - 4.0 / layer, LEVELS_OFF, 0.9),
        walk("slopes at the bound of level", 30, NOISE, bent(3, 3, 0.5001), Set.of(), 0),
        // Late over early exponent: 1.833 is halfway from a power law to an exponential.
        walk("late over early at the cut", 30, NOISE, bent(2, 1.2, 2.19), NONE, 0),
        walk("late over early at the cut, many", 200, NOISE, bent(2, 1.2, 2.19), NONE, 0),
        walk("late over early at 1.5", 200, NOISE, bent(1, 1.2, 1.801), NONE, 0),
        walk("late over early at 0.5", 200, NOISE, bent(1, 2.4, 1.199), NONE, 0),
        walk("the largest exponent", 200, NOISE, bent(0.5, 2.5, 2.999), POWER_LAW, 0),
        walk("slows down, but is no power", 30, NOISE, bent(3, 9, 12), EXPLODING, 0.99),
        walk("a power that does not explain the start", 60, NOISE, bent(6, 2, 2), NONE, 0));
  }

  static Stream<Case> failures() {
    return Stream.of(
        rarely(failing("more than tolerated fails", 30, 0.101, Set.of(Verdict.NON_FINITE), 0)),
        failing("more than tolerated fails, many seeds", 200, 0.101, Set.of(Verdict.NON_FINITE), 0),
        failing("a tolerated share fails, many seeds", 200, 0.099, STABLE, 0),
        failing("little fails", 200, 0.01, STABLE, 0.9),
        failing("half fails", 30, 0.5, Set.of(Verdict.NON_FINITE), 0.99),
        failing("half fails, few seeds", 12, 0.5, Set.of(Verdict.NON_FINITE), 0));
  }

  static Stream<Case> shares() {
    return ChangeLaw.smooth().stream()
        .flatMap(
            law ->
                Stream.of(10, 30, 60, 200)
                    .flatMap(
                        seeds ->
                            Stream.of(
                                share(law, seeds, 0.1001),
                                share(law, seeds, 0.0999),
                                share(law, seeds, 0.5001),
                                share(law, seeds, 0.9001))));
  }

  static Stream<Case> farHumps() {
    return ChangeLaw.farHumps().stream()
        .flatMap(law -> Stream.of(10, 30, 60, 200).map(seeds -> rarely(share(law, seeds, 0.1001))));
  }

  /** So few seeds leave that none may show it: a cell's whole error rate covers it. */
  private static Case rarely(Case any) {
    return new Case(
        any.name(), any.judge(), any.right(), any.decided(), Thresholds.DEFAULT.errorRate());
  }

  private static IntToDoubleFunction steady(double decades) {
    return layer -> decades * (layer - 1) / (DEPTH - 1);
  }

  private static IntToDoubleFunction power(double exponent) {
    return layer -> exponent * Math.log10(layer);
  }

  private static IntToDoubleFunction offset(double exponent, double layers) {
    return layer -> exponent * Math.log10((layer + layers) / (1 + layers));
  }

  /** Exponents of the first eighth, of the layers up to the half, and of the deeper half. */
  private static IntToDoubleFunction bent(double first, double early, double late) {
    double eighth = Math.log10(Math.floor(DEPTH / 8.0));
    double half = Math.log10(DEPTH / 2.0);
    return layer -> {
      double x = Math.log10(layer);
      return first * Math.min(x, eighth)
          + early * Math.max(0, Math.min(x, half) - eighth)
          + late * Math.max(0, x - half);
    };
  }

  private static Case walk(
      String name,
      int seeds,
      double noise,
      IntToDoubleFunction course,
      Set<Verdict> right,
      double decided) {
    SimulatedCells cells = new SimulatedCells(DEPTH, seeds);
    return judged(
        name, random -> cells.cell(SimulatedCells.walk(course, noise), random), right, decided);
  }

  private static Case failing(
      String name, int seeds, double probability, Set<Verdict> right, double decided) {
    SimulatedCells cells = new SimulatedCells(DEPTH, seeds);
    SimulatedCells.Course level = SimulatedCells.walk(layer -> 0, NOISE / 3);
    return judged(name, random -> cells.failing(level, probability, random), right, decided);
  }

  private static Case share(ChangeLaw law, int seeds, double above) {
    SimulatedCells cells = new SimulatedCells(DEPTH, seeds);
    ChangeLaw.Changes changes = law.exceeding(ALLOWED, above);
    SimulatedCells.Course course = cells.steady(changes::draw);
    return judged(
        "%s, %s seeds, %.4f beyond".formatted(law.name(), seeds, above),
        random -> cells.cell(course, random),
        changes.truth(),
        0);
  }

  private static Case judged(
      String name,
      Function<SplittableRandom, PassSummary> draw,
      Set<Verdict> right,
      double decided) {
    SignalJudge judge = new SignalJudge(Signal.ACTIVATIONS, DEPTH, Thresholds.DEFAULT);
    return Case.of(name, random -> judge.judge(draw.apply(random)).orElseThrow(), right, decided);
  }

  @ParameterizedTest
  @MethodSource({"rates", "shapes", "failures", "shares", "farHumps"})
  void wrongVerdictsAreNoMoreThanStated(Case simulated) {
    simulated.check(ErrorRate.FEW);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource({"rates", "shapes", "failures", "shares", "farHumps"})
  void wrongVerdictsAreNoMoreThanStatedInManyCells(Case simulated) {
    simulated.check(ErrorRate.MANY);
  }
}
