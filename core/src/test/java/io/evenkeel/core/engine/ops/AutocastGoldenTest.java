package io.evenkeel.core.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.engine.CompiledNet;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.linalg.Memory;
import io.evenkeel.core.precision.Precision;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Residual networks in bf16 and fp16 against PyTorch's casts ({@code golden/autocast.py} made the
 * values): the stream, its gradient and the output.
 *
 * <p>Both sides round the same results of float32 computations that differ in the last bits, so
 * almost all values are the same; where a result lies between two values of the format they may
 * part by one place, and what follows with them by a few.
 */
class AutocastGoldenTest {
  private static final JsonNode FILE = file();

  /** Places that values may be apart: one, enlarged by the norms and layers of two blocks. */
  private static final double PLACES = 8;

  private static long values;
  private static long same;

  private static JsonNode file() {
    try (InputStream in = AutocastGoldenTest.class.getResourceAsStream("/golden/autocast.json")) {
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
                    String.join(
                        " ",
                        node.required("format").textValue(),
                        node.required("order").textValue(),
                        node.required("branch").asText(),
                        node.required("place").textValue(),
                        node.required("norm").textValue(),
                        node.required("skip").asText()),
                    node));
  }

  private static Architecture architecture(JsonNode node) {
    return BlockGoldenTest.architecture(
        FILE, node, node.required("skip").asText(), node.required("scale").asText(), 0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agreesWithPyTorch(String name, JsonNode node) {
    FloatFormat format = FloatFormat.of(node.required("format").textValue()).orElseThrow();
    int batch = FILE.required("batch").intValue();
    Workload workload =
        new Workload(
            architecture(node),
            batch,
            true,
            Optional.of(new Precision(format, true, false)),
            node.required("loss_scale_log2").intValue());
    double[] cotangent = BlockGoldenTest.centred(2, batch * FILE.required("out").intValue(), 2);
    BlockTensors tensors = new BlockTensors();
    try (Memory memory = Memory.allocating();
        CompiledNet net = Engines.EXPLICIT.compile(workload, memory)) {
      int inputs = batch * workload.architecture().inputUnits();
      net.forward(
          BlockGoldenTest.floats(BlockGoldenTest.centred(1, inputs, 4)), new GivenDraws(), tensors);
      tensors.put("output", net.output(), cotangent.length, 0);
      net.backward(cotangent, tensors);
    }
    Map<String, double[]> found = new TreeMap<>(tensors.all());
    found.keySet().removeIf(key -> key.startsWith("grad_weight") || key.startsWith("grad_bias"));
    JsonNode expected = node.required("tensors");
    assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(() -> expected.fieldNames());
    found.forEach((tensor, actual) -> check(name + " " + tensor, actual, expected, tensor, format));
  }

  private static void check(
      String name, double[] actual, JsonNode all, String tensor, FloatFormat format) {
    JsonNode expected = all.required(tensor);
    assertThat(actual).as(name).hasSize(expected.size());
    double largest = 0;
    for (JsonNode value : expected) {
      largest = Math.max(largest, Math.abs(value.doubleValue()));
    }
    double place = Math.scalb(largest, -format.fractionBits());
    for (int i = 0; i < actual.length; i++) {
      double difference = Math.abs(actual[i] - expected.get(i).doubleValue());
      assertThat(difference).as("%s [%s]", name, i).isLessThanOrEqualTo(PLACES * place);
      values++;
      same += difference <= 1e-6 * largest ? 1 : 0;
    }
  }

  @AfterAll
  static void almostAllValuesAreTheSame() {
    assertThat((double) same / values).isGreaterThan(0.9);
  }
}
