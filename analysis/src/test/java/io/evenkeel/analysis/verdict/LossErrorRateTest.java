package io.evenkeel.analysis.verdict;

import io.evenkeel.analysis.cells.LossSummary;
import io.evenkeel.analysis.verdict.ErrorRate.Case;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verdicts on losses that are infinite with a known probability. */
@Execution(ExecutionMode.CONCURRENT)
class LossErrorRateTest {
  private static final Set<Verdict> FINITE = Set.of(Verdict.FINITE);
  private static final Set<Verdict> NON_FINITE = Set.of(Verdict.NON_FINITE);

  static Stream<Case> losses() {
    return Stream.of(
        loss("none", 30, 0, FINITE, 1),
        loss("none, few seeds", 28, 0, FINITE, 0),
        loss("all", 8, 1, NON_FINITE, 1),
        loss("half", 30, 0.5, NON_FINITE, 0.99),
        loss("few", 200, 0.03, FINITE, 0.8),
        loss("just tolerated", 30, 0.0999, FINITE, 0),
        loss("just tolerated, many", 500, 0.0999, FINITE, 0),
        loss("just beyond, few", 10, 0.1001, NON_FINITE, 0),
        rarely(loss("just beyond", 30, 0.1001, NON_FINITE, 0)),
        loss("just beyond, more", 60, 0.1001, NON_FINITE, 0),
        loss("just beyond, many", 500, 0.1001, NON_FINITE, 0));
  }

  private static Case rarely(Case any) {
    return new Case(
        any.name(), any.judge(), any.right(), any.decided(), Thresholds.DEFAULT.errorRate());
  }

  private static Case loss(
      String name, int seeds, double infinite, Set<Verdict> right, double decided) {
    LossJudge judge = new LossJudge(Thresholds.DEFAULT);
    return Case.of(
        name + " of " + seeds,
        random -> judge.judge(losses(seeds, infinite, random)).orElseThrow(),
        right,
        decided);
  }

  private static LossSummary losses(int seeds, double infinite, SplittableRandom random) {
    long count = random.doubles(seeds).filter(u -> u < infinite).count();
    return new LossSummary(seeds, count, 0, count, OptionalDouble.of(1), OptionalDouble.of(1));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void wrongVerdictsAreNoMoreThanStated(Case simulated) {
    simulated.check(ErrorRate.FEW);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("losses")
  void wrongVerdictsAreNoMoreThanStatedInManyCells(Case simulated) {
    simulated.check(ErrorRate.MANY);
  }
}
