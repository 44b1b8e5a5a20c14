package io.evenkeel.core.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrthogonalTest {
  /** Around the panel width of 32, single rows and columns, and the sizes that are used. */
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "2, 2",
    "1, 9",
    "9, 1",
    "31, 31",
    "32, 32",
    "33, 33",
    "64, 65",
    "65, 64",
    "20, 300",
    "300, 20",
    "100, 33",
    "256, 256",
    "512, 384"
  })
  void theShorterSideIsOrthonormal(int rows, int columns) {
    float[] weights = new float[rows * columns];
    new Orthogonal(1).fill(RandomStream.of(3, Role.WEIGHT, 1), rows, columns, weights);
    // Each of min(rows, columns)^2 products of columns errs by some 2^-24 of random sign.
    assertThat(gramError(weights, rows, columns, 1))
        .isLessThan(1e-7 * Math.max(4, Math.min(rows, columns)));
  }

  /**
   * For Haar matrices of n x n: E[(W_11)^2] = 1/n, E[(W_11)^4] = 3 / (n (n + 2)), and E[W_11 W_22
   * W_12 W_21] = -1 / ((n - 1) n (n + 2)) (B. Collins, P. Sniady, Commun. Math. Phys. 264, 2006).
   * The last one tells apart a Haar matrix from one whose signs or columns alone are right.
   * Averages over D = 20000 matrices of every pair of rows and columns, within five standard
   * deviations measured on them.
   */
  @ParameterizedTest
  @CsvSource({"2", "3", "5"})
  void momentsAreHaars(int n) {
    int draws = 20_000;
    double[] sums = new double[3];
    double[] squares = new double[3];
    float[] w = new float[n * n];
    for (int draw = 0; draw < draws; draw++) {
      new Orthogonal(1).fill(RandomStream.of(draw, Role.WEIGHT, n), n, n, w);
      double[] one = {Math.pow(w[0], 2), Math.pow(w[0], 4), (double) w[0] * w[n + 1] * w[1] * w[n]};
      for (int i = 0; i < one.length; i++) {
        sums[i] += one[i];
        squares[i] += one[i] * one[i];
      }
    }
    double[] expected = {1.0 / n, 3.0 / (n * (n + 2)), -1.0 / ((n - 1) * n * (n + 2.0))};
    for (int i = 0; i < expected.length; i++) {
      double mean = sums[i] / draws;
      double deviation = Math.sqrt((squares[i] / draws - mean * mean) / draws);
      assertThat(mean).as("moment %s", i).isCloseTo(expected[i], Offset.offset(5 * deviation));
    }
  }

  @Test
  void theGainScalesWithItsSign() {
    float[] plain = new float[40 * 50];
    float[] scaled = new float[40 * 50];
    RandomStream stream = RandomStream.of(5, Role.WEIGHT, 0);
    new Orthogonal(1).fill(stream, 40, 50, plain);
    new Orthogonal(-2).fill(stream, 40, 50, scaled);
    for (int i = 0; i < plain.length; i++) {
      assertThat(scaled[i]).isEqualTo(-2 * plain[i]);
    }
  }

  /** The Frobenius norm of G - gain^2 I, G the Gram matrix of the shorter side. */
  static double gramError(float[] w, int rows, int columns, double gain) {
    boolean wide = rows <= columns;
    int side = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    double[][] vectors = new double[side][length];
    for (int i = 0; i < side; i++) {
      for (int k = 0; k < length; k++) {
        vectors[i][k] = wide ? w[i * columns + k] : w[k * columns + i];
      }
    }
    double sum = 0;
    for (int i = 0; i < side; i++) {
      for (int j = 0; j < side; j++) {
        double dot = i == j ? -gain * gain : 0;
        for (int k = 0; k < length; k++) {
          dot += vectors[i][k] * vectors[j][k];
        }
        sum += dot * dot;
      }
    }
    return Math.sqrt(sum);
  }
}
