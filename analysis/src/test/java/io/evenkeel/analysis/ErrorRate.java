package io.evenkeel.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * How often decisions on simulated cells of known truth are wrong.
 *
 * <p>Where an error has at most the stated probability, the number of wrong decisions among
 * independent cells is at most binomial; the bound asserted is exceeded with probability 1e-6.
 * Seeds are fixed by the case's name.
 */
final class ErrorRate {
  static final int CELLS = 2000;

  private ErrorRate() {}

  /** Most errors among {@link #CELLS} that a stated rate explains. */
  static int most(double rate) {
    return new BinomialDistribution(null, CELLS, rate).inverseCumulativeProbability(1 - 1e-6);
  }

  /**
   * Asserts that a verdict, which has a third of a cell's error rate, keeps it.
   *
   * @param verdict draws a cell and judges it
   * @param right the verdicts that are true of it; undecided is never wrong
   * @param decidedAtLeast share of cells with a right verdict, since a judge that never decides
   *     errs never
   */
  static void assertKept(
      String name,
      Function<SplittableRandom, Judgement> verdict,
      Set<Verdict> right,
      double decidedAtLeast) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    for (int cell = 0; cell < CELLS; cell++) {
      verdicts.merge(verdict.apply(random).verdict(), 1, Integer::sum);
    }
    int undecided = verdicts.getOrDefault(Verdict.UNDECIDED, 0);
    int correct = right.stream().mapToInt(v -> verdicts.getOrDefault(v, 0)).sum();
    assertThat(CELLS - undecided - correct)
        .as("wrong of %s", verdicts)
        .isLessThanOrEqualTo(most(Thresholds.DEFAULT.errorRate() / 3));
    assertThat(correct)
        .as("decided of %s", verdicts)
        .isGreaterThanOrEqualTo((int) (decidedAtLeast * CELLS));
  }
}
