package io.evenkeel.core.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layer products against plain sums in double precision, at sizes on both sides of a panel. */
class BlasTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "16, 5, 63", "16, 64, 64", "16, 256, 65", "32, 100, 200", "33, 100, 200"})
  void layerProductsAreTheSumsTheyStandFor(int batch, int from, int to) {
    float[] x = random(1, batch * from);
    float[] d = random(2, batch * to);
    float[] w = random(3, to * from);
    float[] y = new float[batch * to];
    float[] g = new float[batch * from];
    try (Floats input = filled(x);
        Floats errors = filled(d);
        Floats weights = filled(w);
        Floats output = new Floats(y.length);
        Floats gradient = new Floats(g.length)) {
      Blas.timesTransposed(input, weights, output, batch, from, to);
      output.get(y, y.length);
      Blas.times(errors, weights, gradient, batch, to, from);
      gradient.get(g, g.length);
    }
    for (int row = 0; row < batch; row++) {
      for (int out = 0; out < to; out++) {
        double sum = 0;
        double bound = 0;
        for (int in = 0; in < from; in++) {
          double product = (double) x[row * from + in] * w[out * from + in];
          sum += product;
          bound += Math.abs(product);
        }
        assertThat((double) y[row * to + out]).isCloseTo(sum, within(bound, from));
      }
      for (int in = 0; in < from; in++) {
        double sum = 0;
        double bound = 0;
        for (int out = 0; out < to; out++) {
          double product = (double) d[row * to + out] * w[out * from + in];
          sum += product;
          bound += Math.abs(product);
        }
        assertThat((double) g[row * from + in]).isCloseTo(sum, within(bound, to));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SkylakeX", "SKYLAKEX", "Cooperlake"})
  void avx512KernelsKnowSmallProducts(String coreType) {
    assertThat(Blas.hasSmallProducts(coreType)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Haswell", "Zen", "Prescott"})
  void otherKernelsDoNotKnowSmallProducts(String coreType) {
    assertThat(Blas.hasSmallProducts(coreType)).isFalse();
  }

  @ParameterizedTest
  @NullAndEmptySource
  void theLibrarysOwnChoiceIsTakenForTheNewest(String coreType) {
    assertThat(Blas.hasSmallProducts(coreType)).isTrue();
  }

  /** Higham, Accuracy and Stability of Numerical Algorithms, eq. 3.5: n u / (1 - n u). */
  private static Offset<Double> within(double bound, int terms) {
    double u = 0x1p-24;
    return Offset.offset((terms + 1) * u / (1 - (terms + 1) * u) * bound + Float.MIN_VALUE);
  }

  private static Floats filled(float[] values) {
    Floats block = new Floats(values.length);
    block.put(values, values.length);
    return block;
  }

  private static float[] random(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
