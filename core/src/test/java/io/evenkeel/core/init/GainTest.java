package io.evenkeel.core.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.golden.Golden;
import io.evenkeel.core.golden.GoldenCase;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GainTest {
  static Stream<GoldenCase> gains() {
    return Golden.load("gains.json").stream().filter(c -> c.op().equals("calculate_gain"));
  }

  static Stream<GoldenCase> scales() {
    return Golden.load("gains.json").stream()
        .filter(c -> c.op().startsWith("xavier") || c.op().startsWith("kaiming"))
        .filter(c -> c.inputs().required("shape_out_in").size() == 2);
  }

  @ParameterizedTest
  @MethodSource("gains")
  void aGainIsPyTorchs(GoldenCase reference) {
    String nonlinearity = reference.params().required("nonlinearity").textValue();
    JsonNode param = reference.params().required("param");
    Object slope =
        param.isNull()
            ? null
            : param.isNumber()
                ? (Object) param.doubleValue()
                : param.isBoolean() ? (Object) param.booleanValue() : param.textValue();
    if (reference.expected().has("error")) {
      assertThatThrownBy(() -> Gain.calculate(nonlinearity, slope))
          .isInstanceOf(SpecException.class)
          .hasMessageNotContaining("\n");
    } else {
      double expected = reference.expected().required("gain").doubleValue();
      assertThat(Gain.calculate(nonlinearity, slope))
          .isCloseTo(expected, Offset.offset(1e-12 * expected));
    }
  }

  @ParameterizedTest
  @MethodSource("scales")
  void aScaleIsPyTorchs(GoldenCase reference) {
    Spec spec = Spec.of(reference.op());
    for (var field : reference.params().properties()) {
      JsonNode value = field.getValue();
      spec =
          spec.with(
              field.getKey(), value.isTextual() ? value.textValue() : (Object) value.doubleValue());
    }
    Initializer initializer = Initializers.CATALOG.create(spec);
    int rows = reference.inputs().required("shape_out_in").get(0).intValue();
    int columns = reference.inputs().required("shape_out_in").get(1).intValue();
    double expected = reference.expected().required("std").doubleValue();
    assertThat(Math.sqrt(initializer.variance(rows, columns)))
        .isCloseTo(expected, Offset.offset(1e-12 * expected));
    if (reference.expected().has("bound")) {
      double bound = reference.expected().required("bound").doubleValue();
      double ours =
          initializer instanceof XavierUniform xavier
              ? xavier.bound(rows, columns)
              : ((KaimingUniform) initializer).bound(rows, columns);
      assertThat(ours).isCloseTo(bound, Offset.offset(1e-12 * bound));
    }
  }

  @Test
  void messagesSayWhatIsAllowed() {
    assertThatThrownBy(() -> Gain.calculate("gelu", null))
        .hasMessage(
            "unsupported nonlinearity 'gelu'; known: linear, conv1d, conv2d, conv3d,"
                + " conv_transpose1d, conv_transpose2d, conv_transpose3d, sigmoid, tanh, relu,"
                + " leaky_relu, selu");
    assertThatThrownBy(() -> Gain.calculate("leaky_relu", true))
        .hasMessage("negative_slope of leaky_relu must be a number, got true");
    assertThatThrownBy(() -> Gain.auto(activation("threshold(threshold=100,value=0)")))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "gain=auto needs an activation with a finite mean square above 0, got"
                + " threshold(threshold=100,value=0) with 0.0");
  }

  /** Every kind of activation has one, and it is 1 / rms where PyTorch has none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "elu",
        "celu",
        "celu(alpha=0.01)",
        "gelu",
        "gelu(approximate=tanh)",
        "silu",
        "mish",
        "softplus",
        "softplus(beta=100)",
        "softsign",
        "hardtanh",
        "relu6",
        "hardsigmoid",
        "hardswish",
        "logsigmoid",
        "tanhshrink",
        "softshrink",
        "hardshrink",
        "hardshrink(lambd=3)",
        "threshold(threshold=0.1,value=20)",
        "prelu",
        "sin",
        "erf"
      })
  void autoKeepsTheMeanSquareAtOne(String text) {
    Activation activation = activation(text);
    // The midpoint rule errs by h^2 / 24 times the jumps of the slope, h times those of the value,
    // but for kinks on the grid, h times a kink's distance from it.
    double step = 1e-4;
    double sum = 0;
    for (int k = -120_000; k < 120_000; k++) {
      double z = (k + 0.5) * step;
      sum += Math.exp(-z * z / 2) * Math.pow(activation.value(z), 2);
    }
    double meanSquare = sum * step / Math.sqrt(2 * Math.PI);
    assertThat(Math.pow(Gain.auto(activation), 2) * meanSquare).isCloseTo(1, Offset.offset(1e-7));
  }

  /** Closed forms: E[erf^2] = 2/pi asin(2/3), E[sin^2] = (1 - e^-2)/2, E[prelu^2] = (1 + a^2)/2. */
  @Test
  void autoIsAccurate() {
    assertThat(Gain.auto(activation("erf")))
        .isCloseTo(1 / Math.sqrt(2 / Math.PI * Math.asin(2.0 / 3)), Offset.offset(1e-13));
    assertThat(Gain.auto(activation("sin")))
        .isCloseTo(1 / Math.sqrt((1 - Math.exp(-2)) / 2), Offset.offset(1e-13));
    assertThat(Gain.auto(activation("prelu(init=0.25)")))
        .isCloseTo(Math.sqrt(2 / (1 + 0.0625)), Offset.offset(1e-13));
    assertThat(Gain.auto(activation("threshold(threshold=0,value=0)")))
        .isCloseTo(Math.sqrt(2), Offset.offset(1e-13));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xavier_uniform(gain=auto) | tanh | xavier_uniform(gain=1.6666666666666667)",
        "xavier_uniform(gain=auto) | linear | xavier_uniform",
        "xavier_normal(gain=auto) | sigmoid | xavier_normal",
        "orthogonal(gain=auto) | relu | orthogonal(gain=1.4142135623730951)",
        "xavier_normal | tanh | xavier_normal",
        "normal(std=2) | tanh | normal(std=2)",
        "kaiming_normal(nonlinearity=auto) | relu | kaiming_normal(nonlinearity=relu)",
        "kaiming_normal(nonlinearity=auto) | linear | kaiming_normal(nonlinearity=linear)",
        "kaiming_normal(nonlinearity=auto) | selu | kaiming_normal(nonlinearity=selu)",
        "kaiming_uniform(nonlinearity=auto,mode=fan_out) | leaky_relu(negative_slope=0.2)"
            + " | kaiming_uniform(a=0.2,mode=fan_out)",
        "kaiming_normal(nonlinearity=auto,a=7) | tanh | kaiming_normal(nonlinearity=tanh)",
        "kaiming_normal(nonlinearity=auto,gain=3) | gelu | kaiming_normal(gain=3)",
      })
  void resolvedSpecsAreConcreteAndShort(String asked, String activation, String resolved) {
    Spec spec =
        Gain.resolve(Initializers.CATALOG.complete(Spec.parse(asked)), activation(activation));
    assertThat(Initializers.CATALOG.text(spec)).isEqualTo(resolved);
    assertThat(Initializers.CATALOG.create(spec).spec()).isEqualTo(spec);
  }

  @Test
  void anActivationThatPyTorchDoesNotListLeavesItsGain() {
    Activation gelu = activation("gelu");
    Spec asked = Spec.parse("kaiming_uniform(nonlinearity=auto,a=3,mode=fan_out)");
    assertThat(Gain.resolve(Initializers.CATALOG.complete(asked), gelu))
        .isEqualTo(new KaimingUniform(0, FanMode.FAN_OUT, "leaky_relu", Gain.auto(gelu)).spec());
  }

  @Test
  void resolvedGainsAreThoseOfAuto() {
    for (String name : Arrays.asList("gelu", "silu", "tanh", "relu", "selu", "elu", "leaky_relu")) {
      Activation activation = activation(name);
      Spec kaiming = Spec.parse("kaiming_normal(nonlinearity=auto)");
      Initializer resolved =
          Initializers.CATALOG.create(
              Gain.resolve(Initializers.CATALOG.complete(kaiming), activation));
      assertThat(Math.sqrt(resolved.variance(16, 100)))
          .as(name)
          .isCloseTo(Gain.auto(activation) / 10, Offset.offset(1e-15));
    }
  }

  private static Activation activation(String text) {
    return Activations.CATALOG.create(Spec.parse(text));
  }
}
