package io.evenkeel.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.golden.Golden;
import io.evenkeel.core.golden.GoldenCase;
import io.evenkeel.core.init.Initializers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Per-layer log-std of activations and gradients against 30 PyTorch seeds of the same experiment.
 *
 * <p>Each layer and direction gives a Welch statistic {@code z = (m1 - m2) / sqrt(s1^2/n1 +
 * s2^2/n2)} with at least 29 degrees of freedom. The whole file makes fewer than 16,000 of them, so
 * for a chance of at most 1e-3 that any exceeds the threshold by luck, each may do so with
 * probability 6e-8: a two-sided Student t of 29 degrees of freedom puts that at 7.2.
 */
@Execution(ExecutionMode.CONCURRENT)
class PropagationAgreementTest {
  private static final double THRESHOLD = 7.2;

  /** Below this PyTorch's float32 gradients are subnormal and lose digits: ln 1e-36. */
  private static final double SMALLEST_LOG = Math.log(1e-36);

  /** Where all seeds agree exactly (no spread): float32 rounding over up to 100 layers. */
  private static final double ROUNDING = 1e-5;

  private static final int TRIALS = 30;
  private static final long FIRST_SEED = 1000;

  private static Stream<GoldenCase> cases(boolean costly) {
    return Golden.load("propagation.json").stream()
        .filter(golden -> golden.op().equals("propagation"))
        .filter(golden -> isCostly(golden) == costly);
  }

  private static boolean isCostly(GoldenCase golden) {
    boolean orthogonal = golden.params().required("init").textValue().equals("orthogonal");
    int width = golden.params().required("width").intValue();
    int depth = golden.params().required("depth").intValue();
    return width > 256 || (orthogonal && width * depth > 6400);
  }

  static Stream<GoldenCase> quick() {
    return cases(false);
  }

  static Stream<GoldenCase> costly() {
    return cases(true);
  }

  @ParameterizedTest
  @MethodSource("quick")
  void agreesWithPyTorch(GoldenCase golden) {
    compare(golden);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("costly")
  void agreesWithPyTorchOnLargeNets(GoldenCase golden) {
    compare(golden);
  }

  private static void compare(GoldenCase golden) {
    List<TrialResult> results = run(golden);
    int depth = golden.params().required("depth").intValue();
    int compared = 0;
    for (int layer = 0; layer < depth; layer++) {
      int l = layer;
      compared +=
          compareOne(
              golden,
              "forward",
              layer,
              results.stream().mapToDouble(r -> Math.log(r.layers().get(l).act().std())));
      compared +=
          compareOne(
              golden,
              "backward",
              layer,
              results.stream()
                  .mapToDouble(
                      r ->
                          r.layers().get(l).gradient().orElseThrow().std().log10() * Math.log(10)));
    }
    assertThat(compared).as("layers that could be compared").isPositive();
  }

  private static int compareOne(GoldenCase golden, String direction, int layer, DoubleStream ours) {
    JsonNode expected = golden.expected().required(direction);
    double mean = GoldenCase.number(expected.required("mean_log_std").get(layer));
    if (expected.required("n_used").get(layer).intValue() < TRIALS || mean < SMALLEST_LOG) {
      return 0;
    }
    double spread = GoldenCase.number(expected.required("std_log_std").get(layer));
    double[] logs = ours.toArray();
    double ourMean = mean(logs);
    double ourSpread = std(logs, ourMean);
    double error = Math.sqrt((ourSpread * ourSpread + spread * spread) / TRIALS);
    assertThat(Math.abs(ourMean - mean))
        .as(
            "%s, %s at layer %s: mean log-std %s, PyTorch's %s (standard error %s)",
            golden.id(), direction, layer, ourMean, mean, error)
        .isLessThanOrEqualTo(THRESHOLD * error + ROUNDING);
    return 1;
  }

  private static List<TrialResult> run(GoldenCase golden) {
    JsonNode params = golden.params();
    List<TrialResult> results = new ArrayList<>();
    try (TrialRunner runner = new TrialRunner()) {
      for (int i = 0; i < TRIALS; i++) {
        results.add(
            runner.run(
                TrialIdentity.parse(
                    "depth=%s; width=%s; batch=%s; activation=%s; init=%s; loss=random_cotangent; engine=explicit; seed=%s"
                        .formatted(
                            params.required("depth"),
                            params.required("width"),
                            params.required("batch"),
                            Activations.CATALOG.text(spec(params, "activation")),
                            Initializers.CATALOG.text(spec(params, "init")),
                            FIRST_SEED + i))));
      }
    }
    return results;
  }

  private static Spec spec(JsonNode params, String key) {
    Spec spec = Spec.of(params.required(key).textValue());
    for (Map.Entry<String, JsonNode> option : params.required(key + "_params").properties()) {
      JsonNode value = option.getValue();
      String name = option.getKey().equals("value") ? "val" : option.getKey();
      spec = spec.with(name, value.isTextual() ? value.textValue() : (Object) value.doubleValue());
    }
    return spec;
  }

  private static double mean(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value;
    }
    return sum / x.length;
  }

  private static double std(double[] x, double mean) {
    double squares = 0;
    for (double value : x) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (x.length - 1));
  }
}
