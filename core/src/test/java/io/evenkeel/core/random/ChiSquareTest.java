package io.evenkeel.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChiSquareTest {
  private static final int DRAWS = 20_000;

  /** Kolmogorov-Smirnov against the law's distribution function, with a false alarm in 10^6. */
  @ParameterizedTest
  @ValueSource(ints = {2, 14, 18, 60})
  void hasItsLaw(int degrees) {
    double[] draws = new double[DRAWS];
    for (int seed = 0; seed < DRAWS; seed++) {
      draws[seed] = ChiSquare.draw(RandomStream.of(seed, Role.UNSEEN, 3), degrees);
    }
    Arrays.sort(draws);
    double distance = 0;
    for (int i = 0; i < DRAWS; i++) {
      double expected = distribution(draws[i], degrees);
      distance = Math.max(distance, Math.abs(expected - (i + 0.5) / DRAWS));
    }
    assertThat(distance).isLessThan(Math.sqrt(Math.log(2e6) / (2 * DRAWS)));
  }

  /** Of an even number of degrees: {@code 1 - e^(-x/2) sum over k < degrees/2 of (x/2)^k / k!}. */
  private static double distribution(double x, int degrees) {
    double term = 1;
    double sum = 0;
    for (int k = 0; k < degrees / 2; k++) {
      sum += term;
      term *= x / 2 / (k + 1);
    }
    return 1 - Math.exp(-x / 2) * sum;
  }

  /** Mean n and variance 2 n; of n = 4e9 a draw is within 1e-4 of the mean. */
  @Test
  void ofManyDegreesLiesNextToItsMean() {
    double degrees = 4e9;
    double squares = 0;
    for (int seed = 0; seed < 1000; seed++) {
      double draw = ChiSquare.draw(RandomStream.of(seed, Role.UNSEEN, 0), degrees);
      double standard = (draw - degrees) / Math.sqrt(2 * degrees);
      assertThat(Math.abs(standard)).isLessThan(5);
      squares += standard * standard / 1000;
    }
    assertThat(squares).isCloseTo(1, within(5 * Math.sqrt(2.0 / 1000)));
  }

  @Test
  void aDrawOfNoDegreesOfFreedomIsZero() {
    assertThat(ChiSquare.draw(RandomStream.of(1, Role.UNSEEN, 0), 0)).isZero();
  }
}
