package io.evenkeel.core.engine.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.init.Sparse;
import io.evenkeel.core.law.WeightLaw;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import io.evenkeel.core.train.UpdateStats;
import io.evenkeel.core.train.WeightMove;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Courses without weights against courses with them: what has been drawn of a matrix is completed
 * to the whole matrix afterwards, and the explicit engine trains the network that begins with it.
 */
class TrainedGaussianMapTest {
  /** Roundings of float32 sums of some dozen terms, carried through six passes each way. */
  private static final double ROUNDING = 2e-5;

  /** Matrix-free maps that are remembered. */
  private static final class Remembering implements LinearMapsOfCourses {
    private final List<TrainedGaussianMap> made = new ArrayList<>();
    private final List<Double> stds = new ArrayList<>();

    @Override
    public LinearMap make(DenseLayout layout, Memory memory, Workspace workspace) {
      WeightLaw.Gaussian law = (WeightLaw.Gaussian) layout.law().orElseThrow();
      stds.add(law.std());
      made.add(new TrainedGaussianMap(layout, law, memory, workspace));
      return made.get(made.size() - 1);
    }
  }

  static Stream<CourseCase> courses() {
    return CourseCase.all().stream();
  }

  @ParameterizedTest
  @MethodSource("courses")
  void isTheCourseOfOneMatrix(CourseCase course) {
    long seed = 11;
    Remembering maps = new Remembering();
    try (TrainedNet free = course.net(maps);
        TrainedNet held = course.net(new ExplicitMaps())) {
      TrainedNet.Course actual = free.run(seed, step -> Draws.ofSeed(seed, step));
      List<float[]> weights = new ArrayList<>();
      for (int layer = 0; layer < maps.made.size(); layer++) {
        weights.add(completed(maps.made.get(layer), maps.stds.get(layer), seed, layer));
      }
      TrainedNet.Course expected =
          held.run(seed, step -> new Given(Draws.ofSeed(seed, step), weights));
      for (int step = 0; step <= CourseCase.STEPS; step++) {
        assertThat(actual.losses().get(step))
            .as("loss at step %s", step)
            .isCloseTo(
                expected.losses().get(step), within(ROUNDING * (1 + actual.losses().get(0))));
        assertThat(actual.gradientNorms().get(step).value())
            .as("norm of the gradient at step %s", step)
            .isCloseTo(
                expected.gradientNorms().get(step).value(),
                within(5 * ROUNDING * expected.gradientNorms().get(0).value()));
        Tensors a = actual.tensors().get(step);
        Tensors e = expected.tensors().get(step);
        for (int layer = 0; layer < a.h.size(); layer++) {
          assertClose("pre-activation", step, layer, a.h.get(layer), e.h.get(layer));
          assertClose("gradient", step, layer, a.d.get(layer), e.d.get(layer));
        }
      }
      assertThat(expected.losses().get(5)).isNotCloseTo(expected.losses().get(0), within(0.01));
    }
  }

  private static void assertClose(
      String what, int step, int layer, double[][] actual, double[][] expected) {
    double scale = Math.sqrt(squares(expected)) + 1e-3;
    for (int row = 0; row < expected.length; row++) {
      for (int unit = 0; unit < expected[row].length; unit++) {
        assertThat(actual[row][unit])
            .as("%s of layer %s after step %s", what, layer, step)
            .isCloseTo(expected[row][unit], within(5 * ROUNDING * scale));
      }
    }
  }

  private static double squares(double[][] rows) {
    double sum = 0;
    for (double[] row : rows) {
      sum += Tensors.dot(row, row);
    }
    return sum;
  }

  /** {@code V = A^T Q + P^T B - P^T S Q + (1 - P^T P) Z (1 - Q^T Q)}, with any normals Z. */
  private static float[] completed(TrainedGaussianMap map, double std, long seed, int layer) {
    MatrixSide inputs = map.seen().inputs;
    MatrixSide gradients = map.seen().gradients;
    int in = inputs.units();
    int out = gradients.units();
    double[][] q = rows(inputs.directions().rows(), inputs.known, in);
    double[][] a = rows(inputs.images(), inputs.known, out);
    double[][] p = rows(gradients.directions().rows(), gradients.known, out);
    double[][] b = rows(gradients.images(), gradients.known, in);
    float[] normals = new float[out * in];
    RandomStream.of(seed, Role.COTANGENT, layer).fillNormal(0, normals, 0, normals.length);
    double[][] v = rows(normals, out, in);
    // One after the other: V takes the image of each direction, and keeps what it has.
    for (int i = 0; i < q.length; i++) {
      for (double[] row : v) {
        double along = Tensors.dot(row, q[i]);
        for (int k = 0; k < row.length; k++) {
          row[k] -= along * q[i][k];
        }
      }
    }
    for (int o = 0; o < v.length; o++) {
      for (int i = 0; i < q.length; i++) {
        for (int k = 0; k < in; k++) {
          v[o][k] += a[i][o] * q[i][k];
        }
      }
    }
    for (int j = 0; j < p.length; j++) {
      double[] image = new double[in];
      for (int o = 0; o < v.length; o++) {
        for (int k = 0; k < in; k++) {
          image[k] += p[j][o] * v[o][k];
        }
      }
      for (int o = 0; o < v.length; o++) {
        for (int k = 0; k < in; k++) {
          v[o][k] += p[j][o] * (b[j][k] - image[k]);
        }
      }
    }
    float[] weights = new float[out * in];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (std * v[i / in][i % in]);
    }
    return weights;
  }

  private static double[][] rows(float[] values, int count, int units) {
    return Tensors.rows(values, count, units, 0);
  }

  /** Weights that are given; all else is drawn. */
  private record Given(Draws draws, List<float[]> all) implements Draws {
    @Override
    public void weights(int layer, Dense block, int fanIn, float[] weights) {
      weights(layer, block, fanIn, 0, weights, 0, block.units() * fanIn);
    }

    @Override
    public void weights(
        int layer, Dense block, int fanIn, int from, float[] target, int at, int length) {
      System.arraycopy(all.get(layer), from, target, at, length);
    }

    @Override
    public void nonZeros(
        int layer, Sparse scheme, Dense block, int fanIn, int[] rows, float[] values, int[] order) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void normals(int layer, long first, float[] normals, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void bias(int layer, Dense block, int fanIn, float[] bias) {
      draws.bias(layer, block, fanIn, bias);
    }

    @Override
    public void masks(int dropout, float[] uniforms, int length) {
      draws.masks(dropout, uniforms, length);
    }
  }

  /** Without decay the norm of the change needs no unseen part, so it is that of one matrix. */
  @ParameterizedTest
  @MethodSource("courses")
  void saysHowFarWeightsHaveMoved(CourseCase course) {
    long seed = 12;
    Remembering maps = new Remembering();
    try (TrainedNet free = course.net(maps);
        TrainedNet held = course.net(new ExplicitMaps())) {
      TrainedNet.Course actual = free.run(seed, step -> Draws.ofSeed(seed, step));
      List<float[]> weights = new ArrayList<>();
      for (int layer = 0; layer < maps.made.size(); layer++) {
        weights.add(completed(maps.made.get(layer), maps.stds.get(layer), seed, layer));
      }
      TrainedNet.Course expected =
          held.run(seed, step -> new Given(Draws.ofSeed(seed, step), weights));
      for (int step = 0; step < CourseCase.STEPS; step++) {
        for (int layer = 0; layer < maps.made.size(); layer++) {
          WeightMove a = actual.moves().get(step).get(layer);
          WeightMove e = expected.moves().get(step).get(layer);
          // The unseen part has its own draw: its mean square is off by a few times sqrt(2 / n).
          TrainedGaussianMap map = maps.made.get(layer);
          double spread =
              6 * Math.sqrt(2.0 / (map.seen().inputs.units() * map.seen().gradients.units()));
          assertThat(a.rms())
              .as("change of layer %s after %s steps", layer, step + 1)
              .isCloseTo(e.rms(), within((course.decay() > 0 ? spread : 1e-3) * e.rms()));
          UpdateStats update = a.update().orElseThrow();
          double ratio = e.update().orElseThrow().ratio();
          assertThat(update.ratio()).isCloseTo(ratio, within(spread * ratio));
          assertThat(update.lost()).isEmpty();
          double std = expected.tensors().get(step + 1).weightStd.get(layer);
          assertThat(actual.tensors().get(step + 1).weightStd.get(layer))
              .as("spread of layer %s after %s steps", layer, step + 1)
              .isCloseTo(std, within(spread * std));
        }
      }
    }
  }
}
