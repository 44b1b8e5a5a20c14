package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.stats.RowCosine;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must happen to results when a trial or a batch is changed in a known way. */
class MetamorphicTest {
  private static final int DEPTH = 12;

  /** Every weight is doubled exactly, so all that a linear net computes is scaled exactly. */
  @ParameterizedTest
  @CsvSource({"xavier_normal,explicit", "xavier_uniform,explicit", "orthogonal,explicit"})
  void twiceTheGainShiftsTheBinaryLogarithmByExactlyTheDepth(String init, String engine) {
    List<LayerResult> once = layers(init + "(gain=1)", engine);
    List<LayerResult> twice = layers(init + "(gain=2)", engine);
    for (int l = 0; l < DEPTH; l++) {
      double forward = twice.get(l).act().std() / once.get(l).act().std();
      assertThat(forward).as("layer %s", l).isEqualTo(Math.scalb(1.0, l + 1));
      double backward = log2(twice.get(l)) - log2(once.get(l));
      assertThat(backward).as("gradient at layer %s", l).isCloseTo(DEPTH - 1 - l, within(1e-12));
    }
  }

  private static double log2(LayerResult layer) {
    return layer.gradient().orElseThrow().std().log10() / Math.log10(2);
  }

  private static List<LayerResult> layers(String init, String engine) {
    Trial trial =
        TrialIdentity.parse(
            "depth=%s; width=32; batch=8; activation=identity; init=%s; loss=random_cotangent; engine=%s; seed=4"
                .formatted(DEPTH, init, engine));
    try (TrialRunner runner = new TrialRunner()) {
      return runner.run(trial).layers();
    }
  }

  /** The mean over all pairs does not depend on the order of the rows, nor of the units. */
  @Test
  void permutedRowsOrUnitsKeepTheMeanCosine() {
    SplittableRandom random = new SplittableRandom(10);
    RowCosine cosine = new RowCosine();
    for (int round = 0; round < 200; round++) {
      int rows = 2 + random.nextInt(20);
      int units = 1 + random.nextInt(30);
      float[] x = new float[rows * units];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) random.nextGaussian(0.5, 1);
      }
      int[] rowOrder = permutation(random, rows);
      int[] unitOrder = permutation(random, units);
      float[] permuted = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        permuted[i] = x[rowOrder[i / units] * units + unitOrder[i % units]];
      }
      double bound = 4 * units * 0x1p-52 * rows;
      assertThat(cosine.mean(permuted, rows, units))
          .isCloseTo(cosine.mean(x, rows, units), within(bound));
      assertThat(RowCosine.magnitudeOfGram(gram(permuted, rows, units), rows))
          .isCloseTo(RowCosine.magnitudeOfGram(gram(x, rows, units), rows), within(bound));
      pairsMove(x, permuted, rowOrder, units);
    }
  }

  /** The cosine of two rows is found at the places that these rows have moved to. */
  private static void pairsMove(float[] x, float[] permuted, int[] rowOrder, int units) {
    int rows = rowOrder.length;
    double[] before = gram(x, rows, units);
    double[] after = gram(permuted, rows, units);
    for (int i = 0; i < rows * rows; i++) {
      double expected = before[rowOrder[i / rows] * rows + rowOrder[i % rows]];
      assertThat(after[i]).isCloseTo(expected, within(1e-12 * units));
    }
  }

  private static double[] gram(float[] x, int rows, int units) {
    double[] gram = new double[rows * rows];
    for (int i = 0; i < gram.length; i++) {
      for (int k = 0; k < units; k++) {
        gram[i] += (double) x[i / rows * units + k] * x[i % rows * units + k];
      }
    }
    return gram;
  }

  private static int[] permutation(SplittableRandom random, int n) {
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    for (int i = n - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int held = order[i];
      order[i] = order[other];
      order[other] = held;
    }
    return order;
  }
}
