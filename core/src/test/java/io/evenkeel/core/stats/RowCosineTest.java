package io.evenkeel.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RowCosineTest {
  private final RowCosine cosine = new RowCosine();

  @Test
  void agreesWithTheMeanOverAllPairs() {
    SplittableRandom random = new SplittableRandom(3);
    int rows = 9;
    int columns = 31;
    float[] x = new float[rows * columns];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (1 + random.nextDouble(-3, 3));
    }
    double sum = 0;
    for (int a = 0; a < rows; a++) {
      for (int b = a + 1; b < rows; b++) {
        sum += pair(x, a, b, columns);
      }
    }
    // n eps with n = 279 terms.
    assertThat(cosine.mean(x, rows, columns)).isCloseTo(sum / 36, within(1e-12));
    assertThat(RowCosine.ofGram(gram(x, rows, columns), rows)).isCloseTo(sum / 36, within(1e-12));
  }

  /** The upper triangle; NaN below it, which nobody may read. */
  private static double[] gram(float[] x, int rows, int columns) {
    double[] gram = new double[rows * rows];
    for (int a = 0; a < rows; a++) {
      for (int b = 0; b < rows; b++) {
        double product = 0;
        for (int j = 0; j < columns; j++) {
          product += (double) x[a * columns + j] * x[b * columns + j];
        }
        gram[a * rows + b] = a <= b ? product : Double.NaN;
      }
    }
    return gram;
  }

  private static double pair(float[] x, int a, int b, int columns) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int j = 0; j < columns; j++) {
      double u = x[a * columns + j];
      double v = x[b * columns + j];
      ab += u * v;
      aa += u * u;
      bb += v * v;
    }
    return ab / Math.sqrt(aa * bb);
  }

  @Test
  void parallelRowsOfAnyLengthHaveCosineOne() {
    float[] x = {3e-20f, 4e-20f, 3e30f, 4e30f, 3, 4};
    assertThat(cosine.mean(x, 3, 2)).isCloseTo(1, within(1e-7));
    assertThat(RowCosine.ofGram(gram(x, 3, 2), 3)).isCloseTo(1, within(1e-7));
  }

  @Test
  void aZeroRowANanAnInfinityOrASingleRowGiveNan() {
    float[][] spoilt = {
      {1, 2, 0, 0}, {1, 2, Float.NaN, 0}, {1, 2, Float.POSITIVE_INFINITY, 0},
    };
    for (float[] x : spoilt) {
      assertThat(cosine.mean(x, 2, 2)).isNaN();
      assertThat(RowCosine.ofGram(gram(x, 2, 2), 2)).isNaN();
    }
    float[] row = {1, 2};
    assertThat(cosine.mean(row, 1, 2)).isNaN();
    assertThat(RowCosine.ofGram(gram(row, 1, 2), 1)).isNaN();
  }

  @Test
  void magnitudesAgreeWithTheMeanOverAllPairsOfRowsThatAreNotZero() {
    SplittableRandom random = new SplittableRandom(4);
    int rows = 9;
    int columns = 31;
    float[] x = new float[rows * columns];
    for (int i = columns; i < x.length - columns; i++) { // the first row and the last are zero
      x[i] = (float) random.nextDouble(-3, 3);
    }
    double sum = 0;
    for (int a = 1; a < rows - 1; a++) {
      for (int b = a + 1; b < rows - 1; b++) {
        sum += Math.abs(pair(x, a, b, columns));
      }
    }
    assertThat(RowCosine.magnitudeOfGram(gram(x, rows, columns), rows))
        .isCloseTo(sum / 21, within(1e-12));
  }

  @Test
  void rowsOnOneLineHaveMagnitudeOneWhateverTheirSigns() {
    float[] x = {3e-20f, 4e-20f, -3e-9f, -4e-9f, 3, 4, 0, 0};
    // float32 has the directions to 6e-8 each; 1 - cosine is of the order of their square.
    assertThat(RowCosine.magnitudeOfGram(gram(x, 4, 2), 4)).isCloseTo(1, within(1e-13));
    assertThat(RowCosine.ofGram(gram(x, 3, 2), 3)).isCloseTo(-1 / 3.0, within(1e-7));
  }

  @Test
  void magnitudesAreNanWithoutTwoDirectionsOrWithANonFiniteValue() {
    float[][] spoilt = {
      {1, 2, 0, 0}, {0, 0, 0, 0}, {1, 2, Float.NaN, 0}, {1, 2, Float.POSITIVE_INFINITY, 0},
    };
    for (float[] x : spoilt) {
      assertThat(RowCosine.magnitudeOfGram(gram(x, 2, 2), 2)).isNaN();
    }
    assertThat(RowCosine.magnitudeOfGram(gram(new float[] {1, 2}, 1, 2), 1)).isNaN();
  }
}
