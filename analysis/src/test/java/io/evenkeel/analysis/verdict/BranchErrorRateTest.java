package io.evenkeel.analysis.verdict;

import io.evenkeel.analysis.cells.SimulatedBranches;
import io.evenkeel.analysis.verdict.ErrorRate.Case;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Verdicts on residual branches of simulated schemes of known truth are wrong no more often than
 * the two tests of a cell's fourteen are, at the boundaries between verdicts too.
 */
@Execution(ExecutionMode.CONCURRENT)
class BranchErrorRateTest {
  private static final int BLOCKS = 16;
  private static final Thresholds THRESHOLDS = Thresholds.DEFAULT.ofResidual();
  private static final BranchJudge JUDGE = new BranchJudge(THRESHOLDS);

  /** By so much of a decade, or of an exponent, a truth is on its side of a boundary. */
  private static final double HAIR = 1e-4;

  private static final Set<Verdict> SILENT = Set.of(Verdict.SILENT);
  private static final Set<Verdict> FAINT = Set.of(Verdict.FAINT);
  private static final Set<Verdict> BALANCED = Set.of(Verdict.BALANCED);
  private static final Set<Verdict> DROWNING = Set.of(Verdict.DROWNING);
  private static final Set<Verdict> FADING = Set.of(Verdict.FADING);

  static Stream<Case> sizes() {
    return Stream.of(5, 30)
        .flatMap(
            seeds ->
                Stream.of(0.02, 0.3)
                    .flatMap(
                        noise ->
                            Stream.of(
                                level(seeds, noise, -6 - HAIR, SILENT, 0),
                                level(seeds, noise, -6 + HAIR, FAINT, 0),
                                level(seeds, noise, -2 - HAIR, FAINT, 0),
                                level(seeds, noise, -2 + HAIR, BALANCED, 0))));
  }

  /** Branch over stream is log-normal; the branch's share of the sum is not, near 1. */
  static Stream<Case> nearOne() {
    return Stream.of(5, 30)
        .flatMap(
            seeds ->
                Stream.of(
                    ratio(seeds, Math.log10(0.99) - 1e-6, BALANCED),
                    ratio(seeds, Math.log10(0.99) + 1e-6, DROWNING)));
  }

  static Stream<Case> slopes() {
    return Stream.of(10, 60)
        .flatMap(
            seeds ->
                Stream.of(
                    power(seeds, -1.5 - HAIR, BALANCED, 0),
                    power(seeds, -1.5 + HAIR, FADING, 0),
                    power(seeds, -0.5 - HAIR, FADING, 0),
                    power(seeds, -0.5 + HAIR, BALANCED, 0)));
  }

  static Stream<Case> clear() {
    return Stream.of(
        level(10, 0.1, -9, SILENT, 0.99),
        level(30, 0.02, -4, FAINT, 0.9),
        level(30, 0.02, -0.3, BALANCED, 0.9),
        power(30, -1, FADING, 0.9));
  }

  private static Case level(
      int seeds, double noise, double decades, Set<Verdict> right, double decided) {
    return judged(
        "%s seeds, noise %s, share 10^%s".formatted(seeds, noise, decades),
        seeds,
        noise,
        block -> decades,
        right,
        decided);
  }

  private static Case power(int seeds, double exponent, Set<Verdict> right, double decided) {
    return judged(
        "%s seeds, block^%s".formatted(seeds, exponent),
        seeds,
        0.05,
        block -> -0.2 + exponent * Math.log10(block),
        right,
        decided);
  }

  private static Case ratio(int seeds, double meanLog10Share, Set<Verdict> right) {
    double centre = SimulatedBranches.centre(meanLog10Share, 0.05);
    return new Case(
        "%s seeds, mean log10 share %s".formatted(seeds, meanLog10Share),
        random ->
            JUDGE
                .judge(SimulatedBranches.ratios(BLOCKS, seeds, centre, 0.05, random))
                .orElseThrow(),
        right,
        0,
        2 * THRESHOLDS.errorPerTest());
  }

  private static Case judged(
      String name,
      int seeds,
      double noise,
      IntToDoubleFunction log10Share,
      Set<Verdict> right,
      double decided) {
    return new Case(
        name,
        random ->
            JUDGE
                .judge(SimulatedBranches.cell(BLOCKS, seeds, log10Share, noise, random))
                .orElseThrow(),
        right,
        decided,
        2 * THRESHOLDS.errorPerTest());
  }

  @ParameterizedTest
  @MethodSource({"sizes", "nearOne", "slopes", "clear"})
  void wrongVerdictsAreNoMoreThanStated(Case simulated) {
    simulated.check(ErrorRate.FEW);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource({"sizes", "nearOne", "slopes", "clear"})
  void wrongVerdictsAreNoMoreThanStatedInManyCells(Case simulated) {
    simulated.check(ErrorRate.MANY);
  }
}
