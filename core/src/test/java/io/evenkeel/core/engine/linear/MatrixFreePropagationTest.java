package io.evenkeel.core.engine.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Identity;
import io.evenkeel.core.activation.Relu;
import io.evenkeel.core.activation.Tanh;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.law.WeightLaw.Constant;
import io.evenkeel.core.law.WeightLaw.Gaussian;
import io.evenkeel.core.law.WeightLaw.Haar;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every single matrix-free network, not only of their law. */
class MatrixFreePropagationTest {
  private static final int BATCH = 6;
  private static final Activation LINEAR = new Identity();

  /** Float32 roundings of sums of some dozen terms, relative to the lengths of both vectors. */
  private static final double ROUNDING = 3e-6;

  static Stream<Arguments> laws() {
    return Stream.of(
            new Gaussian(0.1),
            new Gaussian(0),
            new Gaussian(1e8),
            new Gaussian(1e-8),
            new Haar(1.2),
            new Haar(-0.3),
            new Haar(0),
            new WeightLaw.Identity(),
            new Constant(0.02),
            new Constant(0),
            new WeightLaw.Sparse(0.1, 0.1),
            new WeightLaw.Sparse(0.7, 0.1))
        .flatMap(
            law ->
                Stream.of(
                        List.of(12, 12, 12),
                        List.of(40, 40, 40),
                        List.of(48, 48, 48),
                        List.of(30, 40, 12, 20, 3))
                    .filter(widths -> !(law instanceof WeightLaw.Identity) || widths.size() == 3)
                    .map(widths -> Arguments.of(law, widths)));
  }

  /** Rows of all kinds: independent, collinear, nearly collinear, zero. */
  private static float[] input(int in, long seed) {
    float[] x = new float[BATCH * in];
    RandomStream.of(seed, Role.INPUT, 0).fillNormal(0, x, 0, x.length);
    for (int i = 0; i < in; i++) {
      x[2 * in + i] = -3 * x[i];
      x[3 * in + i] = x[in + i] + 1e-4f * x[3 * in + i];
      x[4 * in + i] = 0;
    }
    return x;
  }

  private static float[] normals(int length, long seed) {
    float[] c = new float[length];
    RandomStream.of(seed, Role.COTANGENT, 0).fillNormal(0, c, 0, length);
    return c;
  }

  private static Tensors run(WeightLaw law, Activation activation, MlpShape shape, long seed) {
    LawNetwork network = new LawNetwork(law, activation, seed);
    try (TestNet net = TestNet.matrixFree(shape, true, network)) {
      return run(net, network);
    }
  }

  private static Tensors run(TestNet net, LawNetwork network) {
    return Tensors.run(
        net, network, input(net.inputUnits(), 5), normals(net.batch() * net.outputUnits(), 5), 0);
  }

  private static long bytes(Engine engine, MlpShape shape, LawNetwork network) {
    return engine.memory(TestNet.workload(shape, true, network)).total();
  }

  @ParameterizedTest
  @MethodSource("laws")
  void bothPassesBelongToOneMatrix(WeightLaw law, List<Integer> widths) {
    // (D W) X^T = D (X W^T)^T, for any W.
    for (Activation activation : List.of(LINEAR, new Tanh(), new Relu())) {
      Tensors t = run(law, activation, new MlpShape(BATCH, widths), 1);
      for (int l = 0; l < t.h.size(); l++) {
        for (int i = 0; i < BATCH; i++) {
          for (int j = 0; j < BATCH; j++) {
            double scale =
                norm(t.g.get(l)[i]) * norm(t.x.get(l)[j])
                    + norm(t.d.get(l)[i]) * norm(t.h.get(l)[j]);
            assertThat(Tensors.dot(t.g.get(l)[i], t.x.get(l)[j]))
                .isCloseTo(Tensors.dot(t.d.get(l)[i], t.h.get(l)[j]), within(ROUNDING * scale));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void equalDirectionsStayEqual(WeightLaw law, List<Integer> widths) {
    Tensors t = run(law, LINEAR, new MlpShape(BATCH, widths), 2);
    for (double[][] h : t.h) {
      for (int unit = 0; unit < h[0].length; unit++) {
        assertThat(h[2][unit]).isCloseTo(-3 * h[0][unit], within(ROUNDING * norm(h[2])));
        assertThat(h[3][unit]).isCloseTo(h[1][unit], within(5e-3 * norm(h[1])));
        assertThat(h[4][unit]).isZero();
      }
    }
  }

  @Test
  void orthogonalWeightsKeepLengthsAndAngles() {
    double gain = -1.5;
    for (List<Integer> widths :
        List.of(
            List.of(12, 12),
            List.of(30, 50),
            List.of(50, 30),
            List.of(48, 48),
            List.of(512, 512))) {
      Tensors t = run(new Haar(gain), LINEAR, new MlpShape(BATCH, widths), 3);
      if (widths.get(1) >= widths.get(0)) {
        assertIsometric(t.x.get(0), t.h.get(0), gain);
      }
      if (widths.get(1) <= widths.get(0)) {
        assertIsometric(t.d.get(0), t.g.get(0), gain);
      }
    }
  }

  /** Of a gradient next to the output's rows the small remainder counts as much as the rest. */
  @Test
  void orthogonalWeightsKeepASmallRemainder() {
    double gain = 1.5;
    for (int n : List.of(12, 48, 512)) {
      MlpShape shape = new MlpShape(BATCH, List.of(n, n));
      float[] small = normals(BATCH * n, 6);
      for (int i = 0; i < small.length; i++) {
        small[i] *= 1e-3f;
      }
      LawNetwork network = new LawNetwork(new Haar(gain), LINEAR, 7);
      try (TestNet net = TestNet.matrixFree(shape, true, network)) {
        Tensors t = Tensors.run(net, network, input(n, 5), small, 1);
        double[][] known = scaled(t.x.get(0), gain * gain);
        assertRemainder(t, known, gain);
      }
    }
  }

  /** With D = H + S the gradient is gain^2 X + S W: float32 keeps four digits of S W. */
  private static void assertRemainder(Tensors t, double[][] known, double gain) {
    for (int row = 0; row < BATCH; row++) {
      double fromWeights = norm(difference(t.g.get(0)[row], known[row]));
      double expected = gain * norm(difference(t.d.get(0)[row], t.h.get(0)[row]));
      assertThat(fromWeights).isCloseTo(expected, within(1e-3 * expected));
    }
  }

  private static double[][] scaled(double[][] x, double factor) {
    return Arrays.stream(x)
        .map(row -> Arrays.stream(row).map(value -> value * factor).toArray())
        .toArray(double[][]::new);
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, i -> a[i] - b[i]);
    return difference;
  }

  private static void assertIsometric(double[][] from, double[][] to, double gain) {
    for (int i = 0; i < BATCH; i++) {
      for (int j = 0; j < BATCH; j++) {
        double scale = gain * gain * norm(from[i]) * norm(from[j]);
        assertThat(Tensors.dot(to[i], to[j]))
            .isCloseTo(gain * gain * Tensors.dot(from[i], from[j]), within(ROUNDING * scale));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void weightGradientsHaveTheNormOfTheFormedOnes(WeightLaw law, List<Integer> widths) {
    Tensors t = run(law, new Tanh(), new MlpShape(BATCH, widths), 4);
    for (int l = 0; l < t.h.size(); l++) {
      double squares = 0;
      double[][] d = t.d.get(l);
      double[][] x = t.x.get(l);
      for (int o = 0; o < d[0].length; o++) {
        for (int i = 0; i < x[0].length; i++) {
          double sum = 0;
          for (int row = 0; row < BATCH; row++) {
            sum += d[row][o] * x[row][i];
          }
          squares += sum * sum;
        }
      }
      assertThat(t.weightGradient.get(l))
          .isCloseTo(Math.sqrt(squares), within(1e-7 * Math.sqrt(squares)));
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theSpreadOfWeightsThatAreNotDrawnIsTheDeclaredOne(WeightLaw law, List<Integer> widths) {
    Tensors t = run(law, LINEAR, new MlpShape(BATCH, widths), 4);
    // Non-zeros are drawn, so their spread is measured; SparseMapTest compares it.
    boolean declared = !(law instanceof WeightLaw.Sparse);
    assertThat(t.declared).containsOnly(declared);
    for (int l = 0; declared && l < t.h.size(); l++) {
      assertThat(t.weightStd.get(l)).isEqualTo(law.std(widths.get(l + 1), widths.get(l)));
    }
  }

  @Test
  void theDeclaredSpreadIsWhatDrawnWeightsHave() {
    for (WeightLaw law :
        List.of(
            new Gaussian(0.3),
            new Haar(2),
            new WeightLaw.Identity(),
            new Constant(0.5),
            new WeightLaw.Sparse(0.75, 0.1))) {
      LawNetwork network = new LawNetwork(law, LINEAR, 1);
      MlpShape shape = MlpShape.of(BATCH, 200, 200, 1, 0);
      try (TestNet explicit = TestNet.explicit(shape, false, network)) {
        Tensors drawn = Tensors.forward(explicit, network, input(200, 1));
        // 40,000 normal weights: their std has a standard error of 1 / sqrt(80,000) = 0.35 %; a
        // quarter of them sparse, one of 1 / sqrt(20,000) = 0.7 %.
        assertThat(law.std(200, 200))
            .isCloseTo(drawn.weightStd.get(0), within(0.03 * drawn.weightStd.get(0)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void resultsDependOnTheNetworkAlone(WeightLaw law, List<Integer> widths) {
    MlpShape shape = new MlpShape(BATCH, widths);
    LawNetwork network = new LawNetwork(law, new Tanh(), 0.1, 9);
    LawNetwork other = new LawNetwork(new Gaussian(1), LINEAR, 8);
    try (TestNet used = TestNet.matrixFree(shape, true, other);
        TestNet lean = TestNet.matrixFree(shape, false, network);
        TestNet fresh = TestNet.matrixFree(shape, true, network)) {
      run(used, other);
      LawNetwork another = new LawNetwork(new Haar(1), LINEAR, 8);
      used.recompile(Engines.MATRIX_FREE, TestNet.workload(shape, true, another));
      run(used, another);
      used.recompile(Engines.MATRIX_FREE, TestNet.workload(shape, true, network));
      run(used, new LawNetwork(law, new Tanh(), 0.1, 10));
      Tensors second = run(used, network);
      Tensors first = run(fresh, network);
      Tensors forward = Tensors.forward(lean, network, input(widths.get(0), 5));
      for (int l = 0; l < first.h.size(); l++) {
        assertThat(second.h.get(l)).isDeepEqualTo(first.h.get(l));
        assertThat(second.g.get(l)).isDeepEqualTo(first.g.get(l));
        assertThat(forward.h.get(l)).isDeepEqualTo(first.h.get(l));
      }
    }
  }

  @Test
  void biasesAreAdded() {
    MlpShape shape = MlpShape.of(BATCH, 20, 20, 1, 0);
    float[] bias = new float[20];
    LawNetwork biased = new LawNetwork(new Gaussian(0.1), LINEAR, 0.5, 7);
    biased.bias(0, new Dense(20, biased.scheme(), Optional.empty()), 20, bias);
    LawNetwork unbiased = new LawNetwork(new Gaussian(0.1), LINEAR, 7);
    try (TestNet withoutBias = TestNet.matrixFree(shape, true, unbiased);
        TestNet withBias = TestNet.matrixFree(shape, true, biased)) {
      double[][] plain = run(withoutBias, unbiased).h.get(0);
      double[][] with = run(withBias, biased).h.get(0);
      for (int i = 0; i < BATCH * 20; i++) {
        assertThat(with[i / 20][i % 20]).isEqualTo((float) plain[i / 20][i % 20] + bias[i % 20]);
      }
    }
  }

  @Test
  void aLawThatAsksForTheWeightsGetsThem() {
    MlpShape shape = MlpShape.of(BATCH, 2 * BATCH - 1, 2 * BATCH - 1, 2, 2 * BATCH);
    LawNetwork network = new LawNetwork(new Haar(1), new Tanh(), 3);
    try (TestNet free = TestNet.matrixFree(shape, true, network);
        TestNet explicit = TestNet.explicit(shape, true, network)) {
      Tensors mixed = run(free, network);
      Tensors drawn = run(explicit, network);
      assertThat(mixed.declared).containsExactly(false, false, true);
      assertThat(mixed.h.get(1)).isDeepEqualTo(drawn.h.get(1));
      LawNetwork gaussian = new LawNetwork(new Gaussian(1), LINEAR, 3);
      assertThat(bytes(Engines.MATRIX_FREE, shape, network))
          .isGreaterThan(bytes(Engines.MATRIX_FREE, shape, gaussian));
    }
  }

  @Test
  void knowsWhichLawsNeedNoWeights() {
    assertThat(MatrixFreeMaps.supports(new Haar(1), 16, 32, 10)).isTrue();
    assertThat(MatrixFreeMaps.supports(new Haar(1), 16, 31, 31)).isFalse();
    assertThat(MatrixFreeMaps.supports(new Gaussian(1), 16, 1, 1)).isTrue();
    assertThat(MatrixFreeMaps.supports(new Gaussian(0), 16, 1, 1)).isTrue();
    assertThat(MatrixFreeMaps.supports(new Gaussian(1e-31), 16, 1, 1)).isFalse();
    assertThat(MatrixFreeMaps.supports(new Gaussian(1e31), 16, 1, 1)).isFalse();
    assertThat(MatrixFreeMaps.supports(new Gaussian(Double.NaN), 16, 1, 1)).isFalse();
    assertThat(MatrixFreeMaps.supports(new Constant(3), 16, 1, 9)).isTrue();
    assertThat(MatrixFreeMaps.supports(new WeightLaw.Identity(), 16, 8, 9)).isFalse();
    assertThat(MatrixFreeMaps.supports(new WeightLaw.Identity(), 16, 9, 9)).isTrue();
  }

  @Test
  void holdsLessMemoryThanTheWeights() {
    MlpShape shape = MlpShape.of(16, 1024, 1024, 100, 0);
    LawNetwork network = new LawNetwork(new Gaussian(1), LINEAR, 1);
    // Three values of batch times width per layer instead of width^2 weights and two values.
    assertThat(bytes(Engines.MATRIX_FREE, shape, network))
        .isLessThan(bytes(Engines.EXPLICIT, shape, network) / 15);
  }

  private static double norm(double[] x) {
    return Math.sqrt(Tensors.dot(x, x));
  }
}
