package io.evenkeel.core.engine.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Identity;
import io.evenkeel.core.activation.Relu;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.law.WeightLaw.Constant;
import io.evenkeel.core.law.WeightLaw.Gaussian;
import io.evenkeel.core.law.WeightLaw.Haar;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values beyond float32's range, infinite and NaN: as drawn weights would treat them. */
@Execution(ExecutionMode.CONCURRENT)
class MatrixFreeNonFiniteTest {
  private static final int BATCH = 6;
  private static final int WIDTH = 40;
  private static final Activation LINEAR = new Identity();
  private static final MlpShape ONE_LAYER = MlpShape.of(BATCH, WIDTH, WIDTH, 1, 0);

  private static float[] normals(int length, double scale) {
    float[] x = new float[length];
    RandomStream.of(5, Role.INPUT, 0).fillNormal(0, x, 0, length);
    for (int i = 0; i < length; i++) {
      x[i] = (float) (scale * x[i]);
    }
    return x;
  }

  private static Tensors free(WeightLaw law, float[] x, float[] c, long seed) {
    LawNetwork network = new LawNetwork(law, LINEAR, seed);
    try (TestNet net = TestNet.matrixFree(ONE_LAYER, true, network)) {
      return Tensors.run(net, network, x, c, 0);
    }
  }

  private static Tensors drawn(WeightLaw law, float[] x, float[] c, long seed) {
    LawNetwork network = new LawNetwork(law, LINEAR, seed);
    try (TestNet net = TestNet.explicit(ONE_LAYER, true, network)) {
      return Tensors.run(net, network, x, c, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-42, 1e-38, 1e-20, 1, 1e20, 1e35})
  void inputsOfAnyScaleGiveOutputsOfThatScale(double scale) {
    for (WeightLaw law : List.of(new Gaussian(1 / Math.sqrt(WIDTH)), new Haar(1))) {
      float[] x = normals(BATCH * WIDTH, scale);
      double[][] h = free(law, x, normals(BATCH * WIDTH, 1), 1).h.get(0);
      double[][] reference = free(law, normals(BATCH * WIDTH, 1), x, 1).h.get(0);
      for (int i = 0; i < BATCH * WIDTH; i++) {
        // Half a unit of the smallest subnormal for each of some 40 inputs, besides the rounding.
        double bound = 2e-5 * scale + 30 * Float.MIN_VALUE;
        assertThat(h[i / WIDTH][i % WIDTH])
            .isCloseTo(scale * reference[i / WIDTH][i % WIDTH], within(bound));
      }
    }
  }

  @Test
  void overflowHappensAtTheLayersOfDrawnWeights() {
    // The layer varies by at most one either way, with a standard deviation of some 0.5, so means
    // over 60 networks differ by 0.09: half a layer is more than 5 of these.
    int width = 256;
    MlpShape shape = MlpShape.of(4, width, width, 40, 0);
    int networks = 60;
    for (Activation activation : List.of(LINEAR, new Relu())) {
      double difference = 0;
      LawNetwork any = new LawNetwork(new Gaussian(1), activation, 0);
      try (TestNet free = TestNet.matrixFree(shape, false, any);
          TestNet explicit = TestNet.explicit(shape, false, any)) {
        for (int seed = 0; seed < networks; seed++) {
          LawNetwork network = new LawNetwork(new Gaussian(1), activation, seed);
          float[] x = normals(4 * width, 1);
          int here = firstNonFinite(Tensors.forward(free, network, x));
          int there = firstNonFinite(Tensors.forward(explicit, network, x));
          assertThat(here).isBetween(there - 2, there + 2);
          difference += (double) (here - there) / networks;
        }
      }
      assertThat(difference).isCloseTo(0, within(0.5));
    }
  }

  private static int firstNonFinite(Tensors t) {
    for (int l = 0; l < t.h.size(); l++) {
      for (double[] row : t.h.get(l)) {
        if (!Arrays.stream(row).allMatch(Double::isFinite)) {
          return l;
        }
      }
    }
    return t.h.size();
  }

  /** Rows: finite, NaN, one infinity, two infinities, 70 percent infinities, finite. */
  private static float[] mixed() {
    float[] x = normals(BATCH * WIDTH, 1);
    x[WIDTH + 3] = Float.NaN;
    x[2 * WIDTH + 7] = Float.NEGATIVE_INFINITY;
    x[3 * WIDTH + 7] = Float.POSITIVE_INFINITY;
    x[3 * WIDTH + 8] = Float.POSITIVE_INFINITY;
    Arrays.fill(x, 4 * WIDTH, 4 * WIDTH + 28, Float.POSITIVE_INFINITY);
    return x;
  }

  @Test
  void infinitiesKeepTheSignsOfTheirWeights() {
    for (WeightLaw law : List.of(new Gaussian(0.2), new Haar(1.5))) {
      int positive = 0;
      int nan = 0;
      int agreeing = 0;
      int networks = 50;
      for (int seed = 0; seed < networks; seed++) {
        double[][] h = free(law, mixed(), normals(BATCH * WIDTH, 1), seed).h.get(0);
        assertThat(count(h[0], Double::isFinite)).isEqualTo(WIDTH);
        assertThat(h[1]).containsOnly(Double.NaN);
        assertThat(count(h[2], Double::isInfinite)).isEqualTo(WIDTH);
        assertThat(count(h[3], Double::isFinite)).isZero();
        assertThat(count(h[4], Double::isNaN)).isEqualTo(WIDTH);
        assertThat(count(h[5], Double::isFinite)).isEqualTo(WIDTH);
        positive += count(h[2], v -> v > 0);
        nan += count(h[3], Double::isNaN);
        for (int j = 0; j < WIDTH; j++) {
          // The rows 2 and 3 meet one weight with opposite signs of infinity.
          agreeing += h[2][j] == h[3][j] ? 1 : 0;
        }
      }
      // Fair coins: 2000 of them are within 5 standard deviations, 112, of a half.
      assertThat(positive).isBetween(888, 1112);
      assertThat(nan).isBetween(888, 1112);
      assertThat(agreeing).isZero();
    }
  }

  @Test
  void finiteRowsOfAGaussianLayerBelongToTheWeightsThatInfinitiesMeet() {
    // Unit 7 is infinite in rows 2 and 3 and large in row 0: row 0's sign is that of the weight.
    float[] x = mixed();
    x[7] = 1e10f;
    for (int seed = 0; seed < 20; seed++) {
      Tensors t = free(new Gaussian(0.2), x, normals(BATCH * WIDTH, 1), seed);
      double[] h0 = t.h.get(0)[0];
      double[] h2 = t.h.get(0)[2];
      double expected = 0;
      for (int j = 0; j < WIDTH; j++) {
        assertThat(Math.signum(h2[j])).isEqualTo(-Math.signum(h0[j]));
        expected += t.d.get(0)[0][j] * h0[j] / 1e10;
      }
      assertThat(t.g.get(0)[0][7]).isCloseTo(expected, within(1e-5));
      assertThat(count(t.g.get(0)[1], Double::isFinite)).isEqualTo(WIDTH);
    }
  }

  @Test
  void gradientsThatAreNotFiniteSpoilTheirRowsOnly() {
    for (WeightLaw law : List.of(new Gaussian(0.2), new Haar(1.5))) {
      float[] x = normals(BATCH * WIDTH, 1);
      double[][] g = free(law, x, mixed(), 1).g.get(0);
      double[][] expected = drawn(law, x, mixed(), 1).g.get(0);
      for (int row : new int[] {0, 1, 2, 4, 5}) {
        for (DoublePredicate kind :
            List.<DoublePredicate>of(Double::isFinite, Double::isInfinite, Double::isNaN)) {
          assertThat(count(g[row], kind)).isEqualTo(count(expected[row], kind));
        }
      }
      assertThat(count(g[3], Double::isFinite)).isZero();
    }
  }

  @Test
  void weightsOfOneMatrixTreatNonFiniteValuesAsDrawnOnesDo() {
    float[] x = mixed();
    for (WeightLaw law :
        List.of(
            new WeightLaw.Identity(),
            new Constant(0.1),
            new Constant(-2),
            new Constant(0),
            new WeightLaw.Sparse(0, 0.2),
            new WeightLaw.Sparse(0.1, 0.2),
            new WeightLaw.Sparse(0.9, 0.2),
            new WeightLaw.Sparse(1, 0.2))) {
      Tensors actual = free(law, x, mixed(), 1);
      Tensors expected = drawn(law, x, mixed(), 1);
      assertClose(actual.h.get(0), expected.h.get(0));
      assertClose(actual.g.get(0), expected.g.get(0));
    }
  }

  private static void assertClose(double[][] actual, double[][] expected) {
    for (int i = 0; i < BATCH * WIDTH; i++) {
      double value = expected[i / WIDTH][i % WIDTH];
      if (Double.isFinite(value)) {
        assertThat(actual[i / WIDTH][i % WIDTH]).isCloseTo(value, within(1e-5));
      } else {
        assertThat(actual[i / WIDTH][i % WIDTH]).isEqualTo(Double.valueOf(value));
      }
    }
  }

  private static int count(double[] values, DoublePredicate kind) {
    return (int) Arrays.stream(values).filter(kind).count();
  }
}
