package io.evenkeel.analysis.stability;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.analysis.SimulatedCells;
import io.evenkeel.analysis.cells.Sample;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.inference.TTest;
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

  private static double[] values(SplittableRandom random, int n, double mean) {
    return random.doubles(n).map(x -> mean + x).toArray();
  }

  private static Sample sample(double[] values) {
    return SimulatedCells.sample(values);
  }
}
