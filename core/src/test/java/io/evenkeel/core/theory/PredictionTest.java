package io.evenkeel.core.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.golden.Golden;
import io.evenkeel.core.golden.GoldenCase;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import io.evenkeel.core.net.MlpShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionTest {
  static Stream<GoldenCase> networks() {
    return Golden.load("propagation.json").stream()
        .filter(network -> network.params().has("trials"));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void meetsMeasuredNetworks(GoldenCase network) {
    JsonNode params = network.params();
    System.out.println("NET " + network.id() + " " + params.path("init_params"));
    Activation activation =
        Activations.CATALOG.create(
            spec(params.path("activation").asText(), params.path("activation_params")));
    Initializer init =
        Initializers.CATALOG.create(
            spec(params.path("init").asText(), params.path("init_params")));
    int width = params.path("width").asInt();
    int depth = params.path("depth").asInt();
    long t = System.nanoTime();
    Optional<Prediction> p =
        Prediction.of(
            activation, init, Optional.empty(), MlpShape.of(16, width, width, depth, 0), false);
    System.out.println("ms " + (System.nanoTime() - t) / 1000000);
    if (p.isPresent()) {
      for (int l : new int[] {0, depth / 2, depth - 1}) {
        LayerPrediction q = p.get().layers().get(l);
        double f = network.expected().path("forward").path("mean_log_std").path(l).asDouble();
        double fs = network.expected().path("forward").path("std_log_std").path(l).asDouble();
        double b = network.expected().path("backward").path("mean_log_std").path(l).asDouble();
        double bs = network.expected().path("backward").path("std_log_std").path(l).asDouble();
        double last =
            network.expected().path("backward").path("mean_log_std").path(depth - 1).asDouble();
        System.out.printf(
            "  l %d fwd %.4f meas %.4f se %.4f shift/2 %.4f sd/2 %.4f  meas %.4f| grad %.4f meas %.4f se %.4f cos %.4f%n",
            l,
            Math.log(q.actStd()),
            f,
            fs / Math.sqrt(30),
            q.logLength().map(z -> z.shift() / 2).orElse(0.0),
            q.logLength().map(z -> Math.sqrt(z.variance()) / 2).orElse(0.0),
            fs,
            q.log10GradRms() * Math.log(10),
            b - last,
            bs / Math.sqrt(30),
            q.actCosine());
      }
    }
  }

  private static Spec spec(String name, JsonNode params) {
    Spec spec = Spec.of(name);
    for (Map.Entry<String, JsonNode> field : params.properties()) {
      JsonNode value = field.getValue();
      spec =
          spec.with(
              field.getKey(), value.isNumber() ? (Object) value.doubleValue() : value.asText());
    }
    return spec;
  }
}
