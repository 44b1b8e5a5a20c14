package io.evenkeel.analysis.stability;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.SimulatedCells;
import io.evenkeel.analysis.cells.Sample;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.descriptive.StatisticalSummaryValues;
import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WelchTestTest {
  /** The bounds decide as the p-value does, at every error rate. */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.05, 1e-3, 1e-7, 1e-12})
  void decidesAsThePValueDoes(double error) {
    SplittableRandom random = new SplittableRandom(11);
    WelchTest test = new WelchTest(error);
    int apart = 0;
    for (int i = 0; i < 2000; i++) {
      double[] a = values(random, 2 + random.nextInt(30), 1);
      double[] b = values(random, 2 + random.nextInt(30), Math.exp(8 * random.nextDouble()));
      boolean differ = new TTest().tTest(a, b) < error;
      assertThat(test.tellsApart(sample(a), sample(b))).isEqualTo(differ);
      apart += differ ? 1 : 0;
    }
    assertThat(apart).isBetween(1, 1999);
  }

  @Test
  void fewerThanTwoValuesAlwaysDiffer() {
    WelchTest test = new WelchTest(0.05);
    Sample two = new Sample(2, 1, 1);
    assertThat(test.tellsApart(new Sample(1, 1, Double.NaN), two)).isTrue();
    assertThat(test.tellsApart(two, new Sample(1, 1, Double.NaN))).isTrue();
    assertThat(test.tellsApart(two, two)).isFalse();
  }

  @Test
  void withoutSpreadMeansAreCompared() {
    WelchTest test = new WelchTest(0.05);
    assertThat(test.tellsApart(new Sample(5, 1, 0), new Sample(5, 1, 0))).isFalse();
    assertThat(test.tellsApart(new Sample(5, 1, 0), new Sample(5, Math.nextUp(1), 0))).isTrue();
    assertThat(test.tellsApart(new Sample(5, 1, 0), new Sample(5, 1.1, 1))).isFalse();
    assertThat(test.tellsApart(new Sample(5, 1, 1), new Sample(5, 1.1, 0))).isFalse();
  }

  /** Means differ if the p-value is less than the error rate. */
  @Test
  void aPValueAtTheErrorRateTellsNothing() {
    Sample a = new Sample(4, 1, 2);
    Sample b = new Sample(5, 4, 3);
    double p = new TTest().tTest(summary(a), summary(b));
    assertThat(new WelchTest(p).tellsApart(a, b)).isFalse();
    assertThat(new WelchTest(Math.nextUp(p)).tellsApart(a, b)).isTrue();
  }

  private static StatisticalSummaryValues summary(Sample sample) {
    double variance = sample.std() * sample.std();
    return new StatisticalSummaryValues(sample.mean(), variance, sample.n(), 0, 0, 0);
  }

  private static double[] values(SplittableRandom random, int n, double mean) {
    return random.doubles(n).map(x -> mean + x).toArray();
  }

  private static Sample sample(double[] values) {
    return SimulatedCells.sample(values);
  }
}
