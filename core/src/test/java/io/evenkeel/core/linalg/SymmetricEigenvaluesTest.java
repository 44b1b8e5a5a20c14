package io.evenkeel.core.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenvaluesTest {
  /** Second differences have the eigenvalues 2 - 2 cos(k pi / (n + 1)). */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 67})
  void ofSecondDifferences(int n) {
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      matrix[i * n + i] = 2;
      if (i > 0) {
        matrix[i * n + i - 1] = -1;
        matrix[(i - 1) * n + i] = -1;
      }
    }
    double[] expected =
        IntStream.rangeClosed(1, n)
            .mapToDouble(k -> 2 - 2 * Math.cos(k * Math.PI / (n + 1)))
            .toArray();
    assertClose(SymmetricEigenvalues.of(matrix, n), expected);
  }

  /** A diagonal matrix between two reflections: dense, with eigenvalues that are known. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-200, 1e200})
  void ofAReflectedDiagonal(double scale) {
    int n = 40;
    double[] u = IntStream.range(0, n).mapToDouble(i -> Math.sin(i + 1)).toArray();
    double uu = Arrays.stream(u).map(x -> x * x).sum();
    double[] eigenvalues =
        IntStream.range(0, n).mapToDouble(i -> scale * (i % 7 == 0 ? 3 : i - 11)).toArray();
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          double left = (i == k ? 1 : 0) - 2 * u[i] * u[k] / uu;
          double right = (j == k ? 1 : 0) - 2 * u[j] * u[k] / uu;
          matrix[i * n + j] += left * eigenvalues[k] * right;
        }
      }
    }
    Arrays.sort(eigenvalues);
    assertClose(SymmetricEigenvalues.of(matrix, n), eigenvalues);
  }

  @Test
  void ofNothingAndOfWhatIsNotFinite() {
    assertThat(SymmetricEigenvalues.of(new double[9], 3)).containsOnly(0.0);
    for (double wrong : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThat(SymmetricEigenvalues.of(new double[] {1, wrong, wrong, 1}, 2))
          .containsOnly(Double.NaN);
    }
  }

  private static void assertClose(double[] actual, double[] expected) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("eigenvalue %s", i)
          .isCloseTo(expected[i], within(1e-13 * largest * expected.length));
    }
  }
}
