package io.evenkeel.analysis.verdict;

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
public final class ErrorRate {
  /** Cells of a case in the default build. */
  public static final int FEW = 400;

  /** Cells of a case in the long one. */
  public static final int MANY = 2000;

  private ErrorRate() {}

  /** Most errors among so many cells that a stated rate explains. */
  public static int most(double rate, int cells) {
    return new BinomialDistribution(null, cells, rate).inverseCumulativeProbability(1 - 1e-6);
  }

  /** Fewest right decisions among so many cells that a stated share of them explains. */
  private static int least(double share, int cells) {
    return new BinomialDistribution(null, cells, share).inverseCumulativeProbability(1e-6);
  }

  /**
   * A case to be judged.
   *
   * @param name says what the cell is
   * @param judge draws a cell and judges it
   * @param right the verdicts that are true of it; undecided is never wrong
   * @param decided share of cells with a right verdict, at least, since a judge that never decides
   *     never errs
   * @param stated the error rate that is to be kept
   */
  record Case(
      String name,
      Function<SplittableRandom, Judgement> judge,
      Set<Verdict> right,
      double decided,
      double stated) {
    /** A verdict has a third of a cell's error rate. */
    static Case of(
        String name,
        Function<SplittableRandom, Judgement> judge,
        Set<Verdict> right,
        double decided) {
      return new Case(name, judge, right, decided, Thresholds.DEFAULT.errorRate() / 3);
    }

    void check(int cells) {
      SplittableRandom random = new SplittableRandom(name.hashCode());
      Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
      for (int cell = 0; cell < cells; cell++) {
        verdicts.merge(judge.apply(random).verdict(), 1, Integer::sum);
      }
      int undecided = verdicts.getOrDefault(Verdict.UNDECIDED, 0);
      int correct = right.stream().mapToInt(v -> verdicts.getOrDefault(v, 0)).sum();
      assertThat(cells - undecided - correct)
          .as("wrong of %s", verdicts)
          .isLessThanOrEqualTo(most(stated, cells));
      assertThat(correct)
          .as("decided of %s", verdicts)
          .isGreaterThanOrEqualTo(least(decided, cells));
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
