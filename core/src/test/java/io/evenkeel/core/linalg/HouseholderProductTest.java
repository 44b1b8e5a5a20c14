package io.evenkeel.core.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HouseholderProductTest {
  /** The reflectors are applied one after the other in double precision. */
  @ParameterizedTest
  @CsvSource({"1, 1", "5, 5", "1, 6", "6, 1", "32, 32", "33, 33", "70, 70", "40, 100", "100, 40"})
  void theProductIsThatOfTheReflectors(int rows, int columns) {
    int length = Math.max(rows, columns);
    int vectors = Math.min(rows, columns);
    RandomStream stream = RandomStream.of(1, Role.WEIGHT, rows);
    float[] a = new float[rows * columns];
    stream.fillNormal(0, a, 0, a.length);
    double[][] v = new double[vectors][length];
    double[] inverseTaus = new double[vectors];
    float[] diagonal = new float[vectors];
    for (int k = 0; k < vectors; k++) {
      v[k][k] = 1;
      double squares = 1;
      for (int i = k + 1; i < length; i++) {
        v[k][i] = a[rows > columns ? i * columns + k : k * columns + i];
        squares += v[k][i] * v[k][i];
      }
      inverseTaus[k] = squares / 2;
      diagonal[k] = k % 3 - 1.5f;
    }
    try (HouseholderProduct product = new HouseholderProduct(rows, columns)) {
      product.replace(a, inverseTaus, diagonal);
    }
    for (int j = 0; j < vectors; j++) {
      double[] expected = column(v, inverseTaus, j, diagonal[j]);
      for (int i = 0; i < length; i++) {
        // Up to 70 reflections of vectors of length 1.5, each with an error of some 2^-24.
        assertThat(a[rows > columns ? i * columns + j : j * columns + i])
            .isCloseTo((float) expected[i], Offset.offset(1e-5f));
      }
    }
  }

  /** H_0 H_1 ... applied to the j-th unit vector times a factor. */
  private static double[] column(double[][] v, double[] inverseTaus, int j, double factor) {
    double[] x = new double[v[0].length];
    x[j] = factor;
    for (int k = v.length - 1; k >= 0; k--) {
      double dot = 0;
      for (int i = 0; i < x.length; i++) {
        dot += v[k][i] * x[i];
      }
      for (int i = 0; i < x.length; i++) {
        x[i] -= dot / inverseTaus[k] * v[k][i];
      }
    }
    return x;
  }
}
