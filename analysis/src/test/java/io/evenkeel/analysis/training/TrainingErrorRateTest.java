package io.evenkeel.analysis.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.cells.WidthExponent.Size;
import io.evenkeel.analysis.training.TrainingRow.Trains;
import io.evenkeel.analysis.verdict.Thresholds;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often verdicts on courses of known truth are wrong. Among independent cells their number is
 * at most binomial with the stated rate; the bounds asserted are exceeded with probability 1e-6.
 */
@Execution(ExecutionMode.CONCURRENT)
class TrainingErrorRateTest {
  private static final double STATED = Thresholds.DEFAULT.errorRate();
  private static final int FEW = 200;
  private static final int MANY = 3000;
  private static final int[] WIDTHS = {64, 128, 256, 512};

  private static int most(double rate, int cells) {
    return new BinomialDistribution(null, cells, rate).inverseCumulativeProbability(1 - 1e-6);
  }

  private static int least(double share, int cells) {
    return new BinomialDistribution(null, cells, share).inverseCumulativeProbability(1e-6);
  }

  /** Changes that grow by a power of the width, times noise of each seed and of each network. */
  @ParameterizedTest
  @CsvSource({
    "0, 12, NONE, 0.9", "0.5, 5, POSITIVE, 0.9", "-0.5, 5, NEGATIVE, 0.9",
    "0.0999, 8, NONE, 0", "0.1001, 8, POSITIVE, 0", "-0.0999, 3, NONE, 0"
  })
  void exponentsOfChangesAreWrongNoMoreThanStated(
      double truth, int seeds, Size right, double decided) {
    exponents(truth, seeds, right, decided, FEW);
  }

  @Tag("long")
  @ParameterizedTest
  @CsvSource({
    "0, 12, NONE, 0.9",
    "0.5, 5, POSITIVE, 0.9",
    "0.0999, 8, NONE, 0",
    "0.1001, 8, POSITIVE, 0",
    "-0.0999, 30, NONE, 0",
    "-0.1001, 30, NEGATIVE, 0"
  })
  void exponentsOfChangesAreWrongNoMoreThanStatedInManyCells(
      double truth, int seeds, Size right, double decided) {
    exponents(truth, seeds, right, decided, MANY);
  }

  private static void exponents(double truth, int seeds, Size right, double decided, int cells) {
    SplittableRandom random = new SplittableRandom(Double.hashCode(truth) + seeds);
    count(
        cells,
        right,
        decided,
        cell -> {
          SimulatedCourses courses = new SimulatedCourses();
          for (long seed = 0; seed < seeds; seed++) {
            double ofSeed = random.nextDouble();
            for (int width : WIDTHS) {
              double noise = 0.2 * (random.nextDouble() + random.nextDouble() - 1);
              double change = Math.exp(truth * Math.log(width) + ofSeed + noise);
              courses.add(width, 0.01, seed, 1).addChange(1, 0, 4, change);
            }
          }
          return courses.judged().coordinates().get(0).exponent().size();
        });
  }

  /** Losses whose logarithm is a parabola around a best rate that goes as a power of the width. */
  @ParameterizedTest
  @CsvSource({
    "0, 12, NONE, 0.9",
    "-1, 5, NEGATIVE, 0.9",
    "0.2499, 8, NONE, 0",
    "-0.2501, 8, NEGATIVE, 0"
  })
  void exponentsOfBestRatesAreWrongNoMoreThanStated(
      double truth, int seeds, Size right, double decided) {
    SplittableRandom random = new SplittableRandom(Double.hashCode(truth) + seeds);
    count(
        FEW,
        right,
        decided,
        cell -> {
          SimulatedCourses courses = new SimulatedCourses();
          for (long seed = 0; seed < seeds; seed++) {
            for (int width : WIDTHS) {
              double best =
                  truth * Math.log(width / 256.0)
                      + 0.3 * (random.nextDouble() + random.nextDouble() - 1);
              for (int k = -3; k <= 3; k++) {
                double log = k;
                double loss = Math.exp(0.3 * (log - best) * (log - best) - 3);
                courses.add(width, Math.exp(log), seed, loss);
              }
            }
          }
          return courses.judged().transfer().get(0).exponent().size();
        });
  }

  private static void count(int cells, Size right, double decided, IntFunction<Size> judge) {
    int wrong = 0;
    int correct = 0;
    for (int cell = 0; cell < cells; cell++) {
      Size size = judge.apply(cell);
      correct += size == right ? 1 : 0;
      wrong += size == right || size == Size.UNDECIDED ? 0 : 1;
    }
    assertThat(wrong).isLessThanOrEqualTo(most(STATED, cells));
    assertThat(correct).isGreaterThanOrEqualTo(least(decided, cells));
  }

  /** Rates at each of which a network trains with a known probability. */
  @ParameterizedTest
  @CsvSource({
    "15, 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5, 0",
    "15, 0.45 0.5 0.55, 0",
    "12, 0.1 0.99 0.3, 0.9",
    "12, 0.01, 0.9",
    "3, 0.5 0.5, 0"
  })
  void sharesThatTrainAreWrongNoMoreThanStated(int seeds, String shares, double decided) {
    double[] probabilities = probabilities(shares);
    SplittableRandom random = new SplittableRandom(shares.hashCode() + seeds);
    int wrong = 0;
    int correct = 0;
    for (int cell = 0; cell < FEW; cell++) {
      TrainingRow row = row(seeds, probabilities, random);
      double truth = probabilities[(int) Math.round(row.cell().lr()) - 1];
      boolean yes = row.verdict() == Trains.YES;
      boolean no = row.verdict() == Trains.NO;
      wrong += (yes && truth <= 0.5) || (no && truth >= 0.5) ? 1 : 0;
      correct += (yes && truth > 0.5) || (no && truth < 0.5) ? 1 : 0;
    }
    // With a share of exactly one half both verdicts are wrong.
    boolean half = Arrays.stream(probabilities).anyMatch(p -> p == 0.5);
    assertThat(wrong).isLessThanOrEqualTo(most(half ? 2 * STATED : STATED, FEW));
    assertThat(correct).isGreaterThanOrEqualTo(least(decided, FEW));
  }

  private static double[] probabilities(String shares) {
    return Pattern.compile(" ").splitAsStream(shares).mapToDouble(Double::valueOf).toArray();
  }

  private static TrainingRow row(int seeds, double[] probabilities, SplittableRandom random) {
    SimulatedCourses courses = new SimulatedCourses();
    for (long seed = 0; seed < seeds; seed++) {
      for (int rate = 0; rate < probabilities.length; rate++) {
        boolean trains = random.nextDouble() < probabilities[rate];
        double loss = SimulatedCourses.FLOOR * (trains ? 0.3 : 0.8) * random.nextDouble(0.8, 1.2);
        courses.add(64, rate + 1, seed, loss);
      }
    }
    return courses.judged().training().get(0);
  }

  /** What choosing and judging by the same seeds would give: far more errors than stated. */
  @Test
  void choosingTheRateByTheSeedsThatAreJudgedWouldErrMoreOften() {
    SplittableRandom random = new SplittableRandom(4);
    int seeds = 15;
    int rates = 9;
    // P(12 or more of 15 | 1/2) = 0.018, so a fixed rate would rarely be said to train.
    int wrong = 0;
    for (int cell = 0; cell < FEW; cell++) {
      int most = 0;
      for (int rate = 0; rate < rates; rate++) {
        int trained = 0;
        for (int seed = 0; seed < seeds; seed++) {
          trained += random.nextBoolean() ? 1 : 0;
        }
        most = Math.max(most, trained);
      }
      wrong += most >= 12 ? 1 : 0;
    }
    assertThat(wrong).isGreaterThan(most(2 * STATED, FEW));
  }

  /** The least rate from which on most networks diverge, where each rate has a known share. */
  @ParameterizedTest
  @CsvSource({"8, 0 0.1 0.5 0.5, 0", "8, 0 0.1 0.5 0.98, 0.8", "5, 0 0.5, 0"})
  void divergingRatesAreWrongNoMoreThanStated(int seeds, String shares, double decided) {
    double[] probabilities = probabilities(shares);
    SplittableRandom random = new SplittableRandom(shares.hashCode());
    int wrong = 0;
    int correct = 0;
    for (int cell = 0; cell < FEW; cell++) {
      SimulatedCourses courses = new SimulatedCourses();
      for (long seed = 0; seed < seeds; seed++) {
        for (int rate = 0; rate < probabilities.length; rate++) {
          boolean diverges = random.nextDouble() < probabilities[rate];
          courses.add(64, rate + 1, seed, diverges ? Double.NaN : 1);
        }
      }
      TrainingRow row = courses.judged().training().get(0);
      if (row.divergingRate().isPresent()) {
        int from = (int) Math.round(row.divergingRate().getAsDouble()) - 1;
        boolean right =
            Arrays.stream(probabilities, from, probabilities.length).min().orElse(0) > 0.5;
        wrong += right ? 0 : 1;
        correct += right ? 1 : 0;
      }
    }
    assertThat(wrong).isLessThanOrEqualTo(most(STATED, FEW));
    assertThat(correct).isGreaterThanOrEqualTo(least(decided, FEW));
  }
}
