package io.evenkeel.core.engine.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Identity;
import io.evenkeel.core.activation.Tanh;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A sparse matrix's non-zeros do what the whole matrix does. */
class SparseMapTest {
  private static final Activation LINEAR = new Identity();

  static Stream<Arguments> cases() {
    return Stream.of(0.0, 0.1, 0.5, 0.9, 1.0)
        .flatMap(
            sparsity ->
                Stream.of(1, 5, 8, 19)
                    .flatMap(
                        batch ->
                            Stream.of(
                                    List.of(40, 40), List.of(70, 23), List.of(9, 51), List.of(1, 1))
                                .map(widths -> Arguments.of(sparsity, batch, widths))));
  }

  private static float[] normals(int length, Role role) {
    float[] x = new float[length];
    RandomStream.of(3, role, 0).fillNormal(0, x, 0, length);
    return x;
  }

  private static Tensors run(TestNet net, LawNetwork network) {
    return Tensors.run(
        net,
        network,
        normals(net.batch() * net.inputUnits(), Role.INPUT),
        normals(net.batch() * net.outputUnits(), Role.COTANGENT),
        0);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bothPassesAreThoseOfTheWholeMatrix(double sparsity, int batch, List<Integer> widths) {
    MlpShape shape = new MlpShape(batch, widths);
    LawNetwork network = new LawNetwork(new WeightLaw.Sparse(sparsity, 0.3), LINEAR, 11);
    int in = widths.get(0);
    int out = widths.get(1);
    float[] weights = new float[in * out];
    network.weights(0, out, in, weights);
    try (TestNet sparse = TestNet.matrixFree(shape, true, network);
        TestNet whole = TestNet.explicit(shape, true, network)) {
      Tensors actual = run(sparse, network);
      Tensors expected = run(whole, network);
      double[][] transposed = new double[in][out];
      double[][] rows = new double[out][in];
      for (int i = 0; i < in * out; i++) {
        rows[i / in][i % in] = weights[i];
        transposed[i % in][i / in] = weights[i];
      }
      assertProduct(actual.h.get(0), expected.h.get(0), actual.x.get(0), rows);
      assertProduct(actual.g.get(0), expected.g.get(0), actual.d.get(0), transposed);
      assertThat(actual.weightGradient).isEqualTo(expected.weightGradient);
      assertThat(actual.declared).isEqualTo(expected.declared).containsOnly(false);
      double std = expected.weightStd.get(0);
      // The spread of the whole matrix is good to 1e-8.
      assertThat(actual.weightStd.get(0))
          .satisfies(
              s -> {
                if (Double.isNaN(std)) {
                  assertThat(s).isNaN();
                } else {
                  assertThat(s).isCloseTo(std, within(1e-8 * std));
                }
              });
    }
  }

  /**
   * Two float32 sums of the same n products, in any order, with or without fused operations, are
   * each within {@code n u / (1 - n u)} times the sum of the products' magnitudes of the exact one
   * (Higham, Accuracy and Stability of Numerical Algorithms, 2002, eq. 3.5).
   */
  private static void assertProduct(
      double[][] actual, double[][] expected, double[][] left, double[][] columns) {
    int n = columns[0].length;
    double gamma = n * RunningError.U / (1 - n * RunningError.U);
    for (int row = 0; row < left.length; row++) {
      for (int j = 0; j < columns.length; j++) {
        double exact = 0;
        double magnitude = 0;
        for (int k = 0; k < n; k++) {
          exact += left[row][k] * columns[j][k];
          magnitude += Math.abs(left[row][k] * columns[j][k]);
        }
        assertThat(actual[row][j]).isCloseTo(exact, within(gamma * magnitude));
        assertThat(actual[row][j]).isCloseTo(expected[row][j], within(2 * gamma * magnitude));
      }
    }
  }

  @Test
  void aUsedPropagationServesOtherSparsities() {
    MlpShape shape = new MlpShape(5, List.of(20, 20, 20, 7));
    LawNetwork before = new LawNetwork(new WeightLaw.Sparse(0.4, 1), LINEAR, 3);
    try (TestNet used = TestNet.matrixFree(shape, true, before)) {
      run(used, before);
      for (double sparsity : new double[] {0.2, 0.9, 1, 0.5, 0}) {
        LawNetwork network =
            new LawNetwork(new WeightLaw.Sparse(sparsity, 0.3), new Tanh(), 0.1, 4);
        used.recompile(Engines.MATRIX_FREE, TestNet.workload(shape, true, network));
        Tensors second = run(used, network);
        try (TestNet fresh = TestNet.matrixFree(shape, true, network);
            TestNet lean = TestNet.matrixFree(shape, false, network)) {
          Tensors first = run(fresh, network);
          Tensors forward = Tensors.forward(lean, network, normals(5 * 20, Role.INPUT));
          for (int l = 0; l < shape.layers(); l++) {
            assertThat(second.h.get(l)).isDeepEqualTo(first.h.get(l));
            assertThat(second.g.get(l)).isDeepEqualTo(first.g.get(l));
            assertThat(forward.h.get(l)).isDeepEqualTo(first.h.get(l));
          }
        }
      }
    }
  }

  @Test
  void memoryGrowsWithTheNonZeros() {
    MlpShape shape = MlpShape.of(4, 100, 100, 3, 0);
    long[] bytes = new long[3];
    double[] sparsities = {1, 0.9, 0.5};
    for (int i = 0; i < 3; i++) {
      LawNetwork network = new LawNetwork(new WeightLaw.Sparse(sparsities[i], 1), LINEAR, 0);
      bytes[i] = Engines.MATRIX_FREE.memory(TestNet.workload(shape, true, network)).total();
    }
    // Row and value of each, in three layers of 100 columns.
    assertThat(bytes[1] - bytes[0]).isEqualTo(8L * 3 * 100 * 10);
    assertThat(bytes[2] - bytes[0]).isEqualTo(8L * 3 * 100 * 50);
  }
}
