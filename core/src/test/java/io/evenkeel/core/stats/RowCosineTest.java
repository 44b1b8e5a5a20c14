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
  }

  @Test
  void aZeroRowANanAnInfinityOrASingleRowGiveNan() {
    assertThat(cosine.mean(new float[] {1, 2, 0, 0}, 2, 2)).isNaN();
    assertThat(cosine.mean(new float[] {1, 2, Float.NaN, 0}, 2, 2)).isNaN();
    assertThat(cosine.mean(new float[] {1, 2, Float.POSITIVE_INFINITY, 0}, 2, 2)).isNaN();
    assertThat(cosine.mean(new float[] {1, 2}, 1, 2)).isNaN();
  }
}
