package io.evenkeel.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExponentHistogramTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 9, 4096, 100_003})
  void countsEveryValueOnce(int length) {
    SplittableRandom random = new SplittableRandom(length);
    float[] x = new float[length + 2];
    int[] expected = new int[ExponentHistogram.BINS];
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.intBitsToFloat(random.nextInt());
      if (i >= 2) {
        expected[Math.getExponent(x[i]) + Float.MAX_EXPONENT]++;
      }
    }
    ExponentHistogram histogram = new ExponentHistogram();
    histogram.add(new float[] {1, 2}, 0, 2);
    histogram.reset();
    histogram.add(x, 2, length);
    for (int bin = 0; bin < ExponentHistogram.BINS; bin++) {
      assertThat(histogram.count(bin)).as("bin %s", bin).isEqualTo(expected[bin]);
    }
  }
}
