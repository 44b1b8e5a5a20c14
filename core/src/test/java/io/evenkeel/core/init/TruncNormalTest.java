package io.evenkeel.core.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruncNormalTest {
  /** mean, std, a, b; then mean and variance by mpmath 1.3 with 60 digits. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, -2, 2, 0, 0.77374130354992325",
    "0, 1, 3, 4, 3.2604542855900212, 0.049277793777393127",
    "0, 1, 30, 1000, 30.033259667433677, 0.001103771511890091",
    "10, 2, -7, -5, -5.2573469848031512, 0.063327782807999355",
    "1, 3, -1, 0.5, -0.22419307363289157, 0.18554553995140717",
    "0, 1, -0.001, 0.002, 0.0004999996250001125, 7.4999977499993973e-7",
    "0, 0.01, 0.3, 2, 0.30033259667433677, 1.103771511890091e-7",
    "0, 1, 0, 0.3, 0.14887840902111777, 0.00747677131536243",
    "-3, 0.5, -100, -4.5, -4.6415493274652183, 0.017639796696317029"
  })
  void momentsAreExact(
      double mean, double std, double a, double b, double expectedMean, double expectedVariance) {
    TruncNormal initializer = new TruncNormal(mean, std, a, b);
    assertThat(initializer.mean(3, 4))
        .isCloseTo(expectedMean, Offset.offset(1e-14 * Math.max(Math.abs(a), Math.abs(b))));
    assertThat(initializer.variance(3, 4))
        .isCloseTo(expectedVariance, Offset.offset(1e-12 * expectedVariance));
  }

  /**
   * Kolmogorov and Smirnov: sqrt(n) D exceeds 2.3 with probability 2 exp(-2 2.3^2) = 5e-5, in one
   * of the 12 cases 6e-4.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 1, -2, 2",
    "0, 1, -0.4, 0.3",
    "0, 1, -0.2, 0.3",
    "0, 1, 0, 0.3",
    "0, 1, 0, 9",
    "0, 1, 0.5, 9",
    "0, 1, 0.7, 9",
    "0, 1, 3, 3.1",
    "0, 1, 8, 20",
    "10, 2, -7, -5",
    "5, 0.5, 6, 90",
    "0, 1, -90, -1"
  })
  void theLawIsExact(double mean, double std, double a, double b) {
    int n = 100_000;
    float[] drawn = new float[n];
    new TruncNormal(mean, std, a, b).fill(RandomStream.of(1, Role.WEIGHT, 3), 1, n, drawn);
    Arrays.sort(drawn);
    assertThat((double) drawn[0]).isGreaterThanOrEqualTo((float) a);
    assertThat((double) drawn[n - 1]).isLessThanOrEqualTo((float) b);
    Distribution distribution = new Distribution(mean, std, a, b);
    double distance = 0;
    for (int i = 0; i < n; i++) {
      double p = distribution.below(drawn[i]);
      distance = Math.max(distance, Math.max((i + 1.0) / n - p, p - (double) i / n));
    }
    assertThat(distance * Math.sqrt(n)).isLessThan(2.3);
  }

  /** Far from the mean the excess over the end is exponential: with 1 / 1000 of its width left. */
  @Test
  void aTailFarBeyondDoublePrecisionOfTheCdfIsDrawn() {
    int n = 50_000;
    float[] drawn = new float[n];
    new TruncNormal(0, 1, 1000, 2000).fill(RandomStream.of(1, Role.WEIGHT, 0), n, 1, drawn);
    double sum = 0;
    for (float value : drawn) {
      sum += value - 1000;
    }
    // The excess has mean and standard deviation 1/1000; float32 has steps of 6e-5 there, whose
    // rounding is even-handed.
    assertThat(sum / n).isCloseTo(1e-3, Offset.offset(4 * 1e-3 / Math.sqrt(n)));
  }

  @ParameterizedTest
  @CsvSource({"0, 1, -2, 2", "0, 1, 3, 4"})
  void anEntryDependsOnItsIndexAlone(double mean, double std, double a, double b) {
    TruncNormal initializer = new TruncNormal(mean, std, a, b);
    RandomStream stream = RandomStream.of(4, Role.WEIGHT, 1);
    float[] large = new float[10_000];
    initializer.fill(stream, 100, 100, large);
    float[] small = new float[63];
    initializer.fill(stream, 7, 9, small);
    assertThat(small).isEqualTo(Arrays.copyOf(large, 63));
  }

  /** The distribution function, summed up by Simpson's rule from the end nearest to the mean. */
  private static final class Distribution {
    private static final int CELLS = 20_000;

    private final double[] sums = new double[CELLS + 1];
    private final double from;
    private final double cell;

    Distribution(double mean, double std, double a, double b) {
      double mode = Math.min(b, Math.max(a, mean));
      from = Math.max(a, mode - 12 * std);
      cell = (Math.min(b, mode + 12 * std) - from) / CELLS;
      for (int i = 0; i < CELLS; i++) {
        double left = from + i * cell;
        sums[i + 1] =
            sums[i]
                + density(left, mean, std, mode)
                + 4 * density(left + cell / 2, mean, std, mode)
                + density(left + cell, mean, std, mode);
      }
    }

    private static double density(double x, double mean, double std, double mode) {
      return Math.exp((mode - x) * (x + mode - 2 * mean) / (2 * std * std));
    }

    double below(double x) {
      double at = Math.min(CELLS, Math.max(0, (x - from) / cell));
      int left = Math.min(CELLS - 1, (int) at);
      double sum = sums[left] + (at - left) * (sums[left + 1] - sums[left]);
      return sum / sums[CELLS];
    }
  }
}
