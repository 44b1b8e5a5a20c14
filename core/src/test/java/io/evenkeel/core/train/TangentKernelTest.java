package io.evenkeel.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.Activate;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.Block;
import io.evenkeel.core.arch.Dense;
import io.evenkeel.core.arch.Dropout;
import io.evenkeel.core.arch.Normalize;
import io.evenkeel.core.arch.Repeat;
import io.evenkeel.core.arch.Residual;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.init.Sparse;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.loss.Losses;
import io.evenkeel.core.loss.OutputLoss;
import io.evenkeel.core.norm.BatchNorm;
import io.evenkeel.core.norm.LayerNorm;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tangent kernels against PyTorch's explicit Jacobians, and between engines. */
class TangentKernelTest {
  private static final Initializer INIT = init("normal");

  private static Initializer init(String text) {
    return Initializers.CATALOG.create(Spec.parse(text));
  }

  static List<JsonNode> cases() throws IOException {
    try (InputStream in =
        TangentKernelTest.class.getResourceAsStream("/golden/training/tangent_kernels.json")) {
      List<JsonNode> cases = new ArrayList<>();
      new ObjectMapper().readTree(in).required("cases").forEach(cases::add);
      return cases;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithExplicitJacobians(JsonNode node) {
    int rows = node.required("rows").intValue();
    Architecture net = net(node);
    double[] expected = numbers(node.required("kernel"));
    TangentKernel kernel =
        kernel(Engines.EXPLICIT, net, rows, single(node.required("x")), new Given(node));
    double largest = node.required("max").doubleValue();
    double[] actual = kernel.kernel();
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("entry %s", i).isCloseTo(expected[i], within(1e-5 * largest));
    }
    assertThat(kernel.spectrum().largest()).isCloseTo(largest, within(1e-5 * largest));
    assertThat(kernel.spectrum().least())
        .isCloseTo(node.required("min").doubleValue(), within(1e-5 * largest));
    JsonNode rates = node.required("lr_max");
    for (String name : List.of("mse", "cross_entropy", "bce_with_logits")) {
      if (rates.has(name)) {
        OutputLoss loss = Losses.CATALOG.create(Spec.of(name));
        double expectedRate = rates.required(name).doubleValue();
        assertThat(kernel.largestRate(loss.curvature().orElseThrow()))
            .as("lr_max of %s", name)
            .isCloseTo(expectedRate, within(1e-5 * expectedRate));
      }
    }
  }

  private static Architecture net(JsonNode node) {
    JsonNode widths = node.required("widths");
    boolean biased = node.required("biased").booleanValue();
    List<Dense> layers = new ArrayList<>();
    for (int i = 1; i < widths.size(); i++) {
      Optional<Initializer> bias = biased ? Optional.of(INIT) : Optional.empty();
      layers.add(new Dense(widths.get(i).intValue(), INIT, bias));
    }
    String id = node.required("id").textValue();
    int inputs = widths.get(0).intValue();
    if (id.equals("residual")) {
      Block norm = new Normalize(new LayerNorm(1e-5));
      List<Block> branch = List.of(norm, layers.get(1), activate("tanh"), layers.get(2));
      return new Architecture(
          inputs,
          List.of(layers.get(0), new Residual(1, 0.5, branch, List.of()), norm, layers.get(3)));
    }
    List<Block> blocks = new ArrayList<>();
    for (Dense layer : layers.subList(0, layers.size() - 1)) {
      blocks.add(layer);
      blocks.add(activate(id.substring(6).replace("_scalar", "")));
    }
    blocks.add(layers.get(layers.size() - 1));
    return new Architecture(inputs, blocks);
  }

  private static Block activate(String name) {
    return new Activate(Activations.CATALOG.create(Spec.of(name)));
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).doubleValue();
    }
    return numbers;
  }

  private static float[] single(JsonNode array) {
    float[] numbers = new float[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) array.get(i).doubleValue();
    }
    return numbers;
  }

  private static TangentKernel kernel(
      Engine engine, Architecture net, int rows, float[] input, Draws draws) {
    try (Memory memory = Memory.allocating();
        CompiledNet compiled = engine.compile(TangentKernel.workload(net, rows), memory)) {
      return TangentKernel.of(compiled, input, draws);
    }
  }

  private static TangentKernel ofSeed(Engine engine, Architecture net, int rows, long seed) {
    float[] input = new float[rows * net.inputUnits()];
    RandomStream.of(seed, Role.INPUT, 0).fillNormal(0, input, 0, input.length);
    return kernel(engine, net, rows, input, Draws.ofSeed(seed));
  }

  /** Mean of ln lambda_max over 60 seeds; the difference's standard error is about 0.05. */
  @Test
  void bothEnginesHaveOneLaw() {
    Architecture net =
        Architecture.plain(
            64,
            64,
            3,
            3,
            Activations.CATALOG.create(Spec.of("relu")),
            init("kaiming_normal"),
            Optional.empty());
    double[] sums = new double[2];
    double squares = 0;
    int seeds = 60;
    for (int seed = 0; seed < seeds; seed++) {
      double explicit = Math.log(ofSeed(Engines.EXPLICIT, net, 4, seed).spectrum().largest());
      double free = Math.log(ofSeed(Engines.MATRIX_FREE, net, 4, seed).spectrum().largest());
      sums[0] += explicit / seeds;
      sums[1] += free / seeds;
      squares += (explicit - free) * (explicit - free) / seeds;
    }
    double error = Math.sqrt(squares / seeds);
    assertThat(error).isBetween(0.001, 0.2);
    assertThat(sums[0] - sums[1]).isBetween(-4 * error, 4 * error);
  }

  /**
   * Relu with He's weights, a readout of variance 1/n, 16 Gaussian rows, n = 256, 10 hidden layers:
   * the largest eigenvalue is 9323 in the mean over seeds, its logarithm has a deviation of 0.37.
   */
  @Test
  void aDeepReluNetHasItsLargestEigenvalue() {
    Initializer he = init("kaiming_normal(nonlinearity=relu)");
    List<Block> layer = List.of(new Dense(256, he, Optional.empty()), activate("relu"));
    Architecture net =
        new Architecture(
            256,
            List.of(new Repeat(10, layer), new Dense(1, init("lecun_normal"), Optional.empty())));
    int seeds = 100;
    double mean = 0;
    for (int seed = 0; seed < seeds; seed++) {
      mean += ofSeed(Engines.EXPLICIT, net, 16, seed).spectrum().largest() / seeds;
    }
    // Four standard errors of a lognormal mean: 4 x 0.38 / 10.
    assertThat(mean / 9323).isBetween(0.85, 1.15);
  }

  /**
   * At infinite width the kernel of 16 rows at depth 100 has one large eigenvalue and 15 that are
   * equal; their ratio, the condition, is 6.993015. At finite width the 15 lie apart, so that the
   * least of them is smaller, by a fifth here; their mean stays. Its error is that over the seeds.
   */
  @Test
  @Tag("long")
  void aCriticalReluNetHasTheConditionOfItsKernel() {
    int width = 16384;
    int rows = 16;
    int seeds = 12;
    Initializer he = init("kaiming_normal(nonlinearity=relu)");
    List<Block> layer = List.of(new Dense(width, he, Optional.empty()), activate("relu"));
    Architecture net =
        new Architecture(
            width, List.of(new Repeat(100, layer), new Dense(1, he, Optional.empty())));
    double sum = 0;
    double squares = 0;
    for (int seed = 0; seed < seeds; seed++) {
      TangentKernel kernel = ofSeed(Engines.MATRIX_FREE, net, rows, seed);
      double largest = kernel.spectrum().largest();
      double trace = 0;
      for (int row = 0; row < rows; row++) {
        trace += kernel.kernel()[row * rows + row];
      }
      double ratio = largest * (rows - 1) / (trace - largest);
      assertThat(kernel.spectrum().condition()).isGreaterThan(ratio);
      sum += ratio;
      squares += ratio * ratio;
    }
    double mean = sum / seeds;
    double error = Math.sqrt((squares / seeds - mean * mean) / (seeds - 1));
    assertThat(error).isBetween(0.01, 0.3);
    assertThat(mean).isCloseTo(6.993015, within(4 * error));
  }

  @Test
  void refusesNetsWhoseRowsMix() {
    Dense dense = new Dense(4, INIT, Optional.empty());
    for (Block block : List.of(new Dropout(0.1), new Normalize(new BatchNorm(1e-5)))) {
      Residual residual = new Residual(1, 1, List.of(dense, block), List.of());
      Architecture net = new Architecture(4, List.of(dense, new Repeat(2, List.of(residual))));
      assertThat(TangentKernel.unsupported(net, 8))
          .contains("ntk needs outputs that depend on one row alone: no batch_norm, no dropout");
    }
    Architecture wide = new Architecture(4, List.of(new Dense(500, INIT, Optional.empty())));
    assertThat(TangentKernel.unsupported(wide, 8))
        .contains("ntk needs batch x outputs of at most 2048, got 8 x 500");
    assertThat(TangentKernel.unsupported(wide, 4)).isEmpty();
  }

  /** Weights that a case gives. */
  private static final class Given implements Draws {
    private final float[] parameters;
    private final boolean biased;
    private int next;

    Given(JsonNode node) {
      parameters = single(node.required("parameters"));
      biased = node.required("biased").booleanValue();
    }

    @Override
    public void weights(int layer, Dense block, int fanIn, float[] weights) {
      weights(layer, block, fanIn, 0, weights, 0, block.units() * fanIn);
    }

    @Override
    public void weights(
        int layer, Dense block, int fanIn, int from, float[] target, int at, int length) {
      System.arraycopy(parameters, next, target, at, length);
      next += length;
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
      assertThat(biased).isTrue();
      System.arraycopy(parameters, next, bias, 0, bias.length);
      next += bias.length;
    }

    @Override
    public void masks(int dropout, float[] uniforms, int length) {
      throw new UnsupportedOperationException();
    }
  }
}
