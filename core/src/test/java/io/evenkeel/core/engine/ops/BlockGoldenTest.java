package io.evenkeel.core.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Tanh;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.BlockSchemes;
import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.arch.NormScheme;
import io.evenkeel.core.arch.NormSchemes;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Normal;
import io.evenkeel.core.linalg.Memory;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Residual blocks of every order, with every norm at every place, with and without dropout, against
 * PyTorch in float64: output, stream and all gradients ({@code golden/blocks.py} made the values).
 *
 * <p>PyTorch's own float32 differs from its float64 by an error that stands beside each tensor.
 * Both float32 computations round the same operations, in another order of sums of at most 5 terms,
 * so ours may be off by a few times as much; where PyTorch's happens to be small, by some units in
 * the last place of values of order 1 that cancel.
 */
class BlockGoldenTest {
  private static final double TIMES_TORCH = 6;
  private static final double LEAST_ERROR = 8 * 0x1p-24;

  private static final JsonNode FILE = file();

  private static JsonNode file() {
    try (InputStream in = BlockGoldenTest.class.getResourceAsStream("/golden/blocks.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<Arguments> cases() {
    return StreamSupport.stream(FILE.required("cases").spliterator(), false)
        .map(
            node ->
                Arguments.of(
                    "%s %s %s %s %s"
                        .formatted(
                            node.required("order").textValue(),
                            node.required("branch").intValue(),
                            node.required("place").textValue(),
                            node.required("norm").textValue(),
                            node.required("dropout").booleanValue() ? "dropout" : ""),
                    node));
  }

  /**
   * A net of the golden files: a stem, residual blocks, a readout, biases everywhere.
   *
   * @param file gives {@code units}, {@code out} and {@code blocks}
   * @param node a case: {@code branch}, {@code order}, {@code norm} and its {@code place}
   */
  static Architecture architecture(
      JsonNode file, JsonNode node, String skip, String scale, double dropout) {
    int branch = node.required("branch").intValue();
    int units = file.required("units").intValue();
    String block =
        "residual(branch=%s,order=%s,skip=%s,scale=%s)"
            .formatted(branch, node.required("order").textValue(), skip, scale);
    Initializer any = new Normal(0, 1);
    return new NetDesign(
            units,
            units,
            1 + file.required("blocks").intValue() * branch,
            List.of(),
            file.required("out").intValue(),
            new Tanh(),
            any,
            Optional.empty(),
            Optional.of(any),
            BlockSchemes.CATALOG.create(Spec.parse(block)),
            norm(node.required("norm").textValue(), node.required("place").textValue()),
            dropout)
        .architecture();
  }

  private static Architecture architecture(JsonNode node) {
    return architecture(
        FILE,
        node,
        FILE.required("skip").asText(),
        FILE.required("scale").asText(),
        node.required("dropout").booleanValue() ? FILE.required("p").doubleValue() : 0);
  }

  private static Optional<NormScheme> norm(String name, String place) {
    return name.equals("none")
        ? Optional.empty()
        : Optional.of(NormSchemes.CATALOG.create(Spec.of(name).with("place", place)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agreesWithPyTorch(String name, JsonNode node) {
    int batch = FILE.required("batch").intValue();
    Workload workload = new Workload(architecture(node), batch, true);
    double[] cotangent = centred(2, batch * FILE.required("out").intValue(), 2);
    BlockTensors tensors = new BlockTensors();
    try (Memory memory = Memory.allocating();
        CompiledNet net = Engines.EXPLICIT.compile(workload, memory)) {
      float[] input = floats(centred(1, batch * workload.architecture().inputUnits(), 4));
      net.forward(input, new GivenDraws(), tensors);
      tensors.put("output", net.output(), cotangent.length, 0);
      float[] gradient = new float[input.length];
      long exponent = net.backward(cotangent, tensors, gradient);
      tensors.put("grad_input", gradient, gradient.length, exponent);
    }
    JsonNode expected = node.required("tensors");
    assertThat(tensors.all().keySet())
        .containsExactlyInAnyOrderElementsOf(() -> expected.fieldNames());
    for (Map.Entry<String, double[]> tensor : tensors.all().entrySet()) {
      check(name, tensor.getKey(), tensor.getValue(), expected.required(tensor.getKey()));
    }
  }

  private static void check(String name, String tensor, double[] actual, JsonNode expected) {
    JsonNode values = expected.required("values");
    double bound =
        Math.max(LEAST_ERROR, TIMES_TORCH * expected.required("float32_error").doubleValue());
    assertThat(actual).as("%s %s", name, tensor).hasSize(values.size());
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .as("%s %s [%s]", name, tensor, i)
          .isCloseTo(values.get(i).doubleValue(), within(bound));
    }
  }

  /** Of a linear congruential generator: multiples of 2^-24 on [0, 1). */
  static double[] draws(long stream, int count) {
    long modulus = 1L << 31;
    long state = (stream * 2654435761L + 12345) % modulus;
    double[] values = new double[count];
    for (int i = -8; i < count; i++) {
      state = (1103515245L * state + 12345) % modulus;
      if (i >= 0) {
        values[i] = (state >> 7) / 0x1p24;
      }
    }
    return values;
  }

  static double[] centred(long stream, int count, double scale) {
    return Arrays.stream(draws(stream, count)).map(u -> scale * (u - 0.5)).toArray();
  }

  static float[] floats(double[] x) {
    float[] result = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      result[i] = (float) x[i];
    }
    return result;
  }
}
