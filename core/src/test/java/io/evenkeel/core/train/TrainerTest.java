package io.evenkeel.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Tanh;
import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.arch.Dropout;
import io.evenkeel.core.arch.Repeat;
import io.evenkeel.core.arch.Residual;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.engine.LayerWeights;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.init.Sparse;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.probe.NoProbe;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Courses of the explicit engine in float32 against PyTorch's. */
class TrainerTest {
  private static final int ROWS = 5;
  private static final Initializer INIT = Initializers.CATALOG.create(Spec.parse("normal"));

  static List<Arguments> courses() {
    return OptimizerCase.all().stream()
        .filter(course -> !course.ownRates())
        .flatMap(course -> List.of(Arguments.of(course, 1), Arguments.of(course, 2)).stream())
        .toList();
  }

  /**
   * A whole course stays as close to float64 as PyTorch's own float32 does, but for a factor: both
   * round in other orders, and the course carries roundings on. With two copies of each row the
   * loss and its gradients are the same, and another kind of map carries the layers out.
   */
  @ParameterizedTest(name = "{0}, {1} copies of each row")
  @MethodSource("courses")
  void aCourseIsAsCloseToFloat64AsTorchInFloat32(OptimizerCase course, int copies) {
    int rows = ROWS * copies;
    TrainingRule rule =
        new TrainingRule(
            course.optimizer(), course.size(), course.clip(), Parametrization.STANDARD, 4);
    try (Memory memory = Memory.allocating();
        CompiledNet net = Engines.EXPLICIT.compile(new Workload(net(), rows, true), memory)) {
      Draws draws = new Given(course.start());
      float[] x = repeated(course.x(), copies);
      net.forward(x, draws, NoProbe.INSTANCE);
      Trainer trainer = new Trainer(rule, net.weights(), memory);
      double bound = 0;
      for (int t = 0; t < OptimizerCase.STEPS; t++) {
        if (t > 0) {
          net.forwardAgain(x, draws, NoProbe.INSTANCE);
        }
        trainer.begin(t + 1, true, false);
        net.backward(gradient(course, net.output(), rows), trainer.probe());
        trainer.end();
        double[] expected = course.parameters(t);
        double[] actual = parameters(net.weights());
        bound = Math.max(bound, course.float32Error(t));
        for (int i = 0; i < expected.length; i++) {
          assertThat(actual[i])
              .as("parameter %s after step %s", i, t + 1)
              .isCloseTo(expected[i], within(4 * bound + 4 * Math.ulp(1f)));
        }
      }
    }
  }

  private static Architecture net() {
    return new Architecture(
        3,
        List.of(
            new Dense(4, INIT, Optional.of(INIT)),
            new Activate(new Tanh()),
            new Dense(2, INIT, Optional.of(INIT))));
  }

  private static float[] repeated(double[] x, int copies) {
    float[] all = new float[x.length * copies];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) x[i % x.length];
    }
    return all;
  }

  /** Of the mean squared error, 2 (y - t) / (T C), or of cross-entropy, (softmax - label) / T. */
  private static double[] gradient(OptimizerCase course, float[] y, int rows) {
    double[] gradient = new double[rows * 2];
    double[] target = course.target();
    for (int row = 0; row < rows; row++) {
      double difference = (double) y[2 * row + 1] - y[2 * row];
      double second = 1 / (1 + Math.exp(-difference));
      double[] p = {1 - second, second};
      for (int c = 0; c < 2; c++) {
        int i = 2 * row + c;
        double label = course.labels().get(row % ROWS) == c ? 1 : 0;
        gradient[i] =
            course.scale()
                * (course.mse()
                    ? 2 * (y[i] - target[i % target.length]) / (rows * 2)
                    : (p[c] - label) / rows);
      }
    }
    return gradient;
  }

  private static double[] parameters(List<LayerWeights> layers) {
    double[] all = new double[26];
    int at = 0;
    for (LayerWeights layer : layers) {
      int length = layer.units() * layer.fanIn();
      float[] values = layer.values(new float[length]);
      for (int i = 0; i < length; i++) {
        all[at++] = values[i];
      }
      for (float b : layer.bias()) {
        all[at++] = b;
      }
    }
    return all;
  }

  @Test
  void aTrainerTakesTheMemoryThatItSays() {
    Dense dense = new Dense(20, INIT, Optional.of(INIT));
    Residual block = new Residual(1, 0.5, List.of(dense, new Activate(new Tanh())), List.of());
    Architecture architecture =
        new Architecture(
            30,
            List.of(
                dense,
                new Dropout(0.5),
                new Repeat(3, List.of(block)),
                new Dense(7, INIT, Optional.empty())));
    for (String name : List.of("sgd", "momentum", "adam")) {
      for (double clip : new double[] {0, 1}) {
        Optimizer optimizer = Optimizers.CATALOG.create(Spec.parse(name));
        TrainingRule rule =
            new TrainingRule(optimizer, new StepSize(0.1, 0), clip, Parametrization.STANDARD, 20);
        try (Memory memory = Memory.allocating();
            Memory own = Memory.allocating()) {
          CompiledNet net = Engines.EXPLICIT.compile(new Workload(architecture, 8, true), memory);
          new Trainer(rule, net.weights(), own);
          assertThat(Trainer.footprint(rule, architecture, 8, true).heap())
              .as("%s with clip %s", name, clip)
              .isEqualTo(own.heapBytes());
        }
      }
    }
  }

  @Test
  void anEngineWithoutWeightsSaysThatItCannotTrain() {
    Workload workload = new Workload(net(), 5, true);
    assertThat(Engines.EXPLICIT.untrainable(workload)).isEmpty();
    assertThat(Engines.MATRIX_FREE.untrainable(workload))
        .contains("engine matrix_free cannot train: it keeps no weights");
    try (Memory memory = Memory.allocating();
        CompiledNet net = Engines.MATRIX_FREE.compile(workload, memory)) {
      assertThatThrownBy(net::weights).isInstanceOf(IllegalStateException.class);
    }
  }

  /** Weights that are given. */
  private static final class Given implements Draws {
    private final double[] parameters;

    Given(double[] parameters) {
      this.parameters = parameters;
    }

    private static int from(int layer, boolean bias) {
      return OptimizerCase.BOUNDS[2 * layer + (bias ? 1 : 0)];
    }

    @Override
    public void weights(int layer, Dense block, int fanIn, float[] weights) {
      weights(layer, block, fanIn, 0, weights, 0, block.units() * fanIn);
    }

    @Override
    public void weights(
        int layer, Dense block, int fanIn, int from, float[] target, int at, int length) {
      for (int i = 0; i < length; i++) {
        target[at + i] = (float) parameters[from(layer, false) + from + i];
      }
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
      for (int i = 0; i < bias.length; i++) {
        bias[i] = (float) parameters[from(layer, true) + i];
      }
    }

    @Override
    public void masks(int dropout, float[] uniforms, int length) {
      throw new UnsupportedOperationException();
    }
  }
}
