package io.evenkeel.core.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparseTest {
  @ParameterizedTest
  @CsvSource({
    "0, 7, 5",
    "0.1, 40, 30",
    "0.5, 8, 9",
    "0.5, 9, 8",
    "0.6, 5, 11",
    "0.9, 30, 40",
    "1, 6, 6",
    "0.3, 1, 4",
    "0, 1, 1"
  })
  void theNonZerosAreThoseOfTheMatrix(double sparsity, int fanOut, int fanIn) {
    Sparse sparse = new Sparse(sparsity, 0.7);
    RandomStream stream = RandomStream.of(4, Role.WEIGHT, 1);
    float[] weights = new float[fanOut * fanIn];
    sparse.fill(stream, fanOut, fanIn, weights);
    int perColumn = fanOut - sparse.zeros(fanOut);
    int[] rows = new int[perColumn * fanIn];
    float[] values = new float[rows.length];
    sparse.fillNonZeros(stream, fanOut, fanIn, rows, values, new int[fanOut]);
    float[] rebuilt = new float[weights.length];
    for (int i = 0; i < rows.length; i++) {
      rebuilt[rows[i] * fanIn + i / perColumn] = values[i];
    }
    assertThat(rebuilt).isEqualTo(weights);
    assertThat(sparse.law(fanOut, fanIn)).hasValue(new WeightLaw.Sparse(sparsity, 0.7));
  }

  /**
   * Each pair of rows of a column is zero together with probability z (z - 1) / (n (n - 1)): counts
   * over D columns are binomial. 21 pairs and 7 single rows in 4 cases are 112 comparisons; beyond
   * 4.5 standard deviations each has a probability of 7e-6, all of them 8e-4.
   */
  @ParameterizedTest
  @CsvSource({"0.2, 2", "0.4, 3", "0.5, 4", "0.9, 7"})
  void positionsAreUniform(double sparsity, int zeros) {
    int rows = 7;
    int columns = 40_000;
    float[] weights = new float[rows * columns];
    new Sparse(sparsity, 1).fill(RandomStream.of(2, Role.WEIGHT, zeros), rows, columns, weights);
    int[][] together = new int[rows][rows];
    for (int column = 0; column < columns; column++) {
      int inColumn = 0;
      for (int i = 0; i < rows; i++) {
        inColumn += weights[i * columns + column] == 0 ? 1 : 0;
        for (int j = 0; j <= i; j++) {
          if (weights[i * columns + column] == 0 && weights[j * columns + column] == 0) {
            together[i][j]++;
          }
        }
      }
      assertThat(inColumn).isEqualTo(zeros);
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j <= i; j++) {
        double p = i == j ? zeros / 7.0 : zeros * (zeros - 1) / 42.0;
        double z = (together[i][j] - columns * p) / Math.sqrt(columns * p * (1 - p) + 1e-9);
        assertThat(Math.abs(z)).as("%s, %s", i, j).isLessThan(4.5);
      }
    }
  }
}
