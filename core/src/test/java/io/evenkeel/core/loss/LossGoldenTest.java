package io.evenkeel.core.loss;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.core.golden.Golden;
import io.evenkeel.core.golden.GoldenCase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every loss against PyTorch's values and gradients. */
class LossGoldenTest {
  private static final double RELATIVE = 1e-12;
  private static final double RELATIVE_CTC = 1e-10;

  /** Rounding of terms of order 1 that cancel. */
  private static final double ABSOLUTE = 1e-15;

  static List<GoldenCase> cases() {
    return Golden.load("losses.json");
  }

  static Stream<GoldenCase> ctcCases() {
    return cases().stream().filter(golden -> golden.op().equals("ctc"));
  }

  @Test
  void everyLossHasCases() {
    Stream<Class<?>> met = cases().stream().map(golden -> LossFromGolden.loss(golden).getClass());
    assertThat(met.distinct()).containsExactlyInAnyOrderElementsOf(LossCases.classes());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valueAndGradients(GoldenCase golden) {
    Loss loss = LossFromGolden.loss(golden);
    Tensor[] inputs = LossFromGolden.inputs(golden, loss);
    LossValue result = loss.evaluate(inputs);
    compare(golden, "value", result.value(), golden.expected().required("value"));
    if (loss instanceof Ctc) {
      return;
    }
    JsonNode gradients = golden.expected().required("grad");
    List<String> names = new ArrayList<>();
    gradients.fieldNames().forEachRemaining(names::add);
    assertThat(result.gradients().keySet()).containsExactlyElementsOf(names);
    names.forEach(name -> compare(golden, name, result.gradient(name), gradients.required(name)));
  }

  @ParameterizedTest
  @MethodSource("ctcCases")
  void ctcThroughLogSoftmax(GoldenCase golden) {
    Ctc loss = (Ctc) LossFromGolden.loss(golden);
    Tensor[] inputs = LossFromGolden.inputs(golden, loss);
    inputs[0] = LossFromGolden.tensor(golden.inputs().required("logits"));
    LossValue result = loss.ofLogits(inputs);
    compare(golden, "value", result.value(), golden.expected().required("value"));
    JsonNode gradients = golden.expected().required("grad");
    compare(golden, "logits", result.gradient("logits"), gradients.required("logits"));
  }

  private static void compare(GoldenCase golden, String what, Tensor got, JsonNode node) {
    assertThat(got.shape()).isEqualTo(GoldenCase.shape(node));
    double[] expected = GoldenCase.doubles(node);
    double relative = golden.op().equals("ctc") ? RELATIVE_CTC : RELATIVE;
    for (int i = 0; i < expected.length; i++) {
      String place = "%s %s[%s]".formatted(golden.id(), what, i);
      if (TorchArtefacts.at(golden, what, i)) {
        assertThat(got.at(i)).as(place).isFinite();
      } else if (Double.isFinite(expected[i])) {
        double tolerance = ABSOLUTE + relative * Math.abs(expected[i]);
        assertThat(Math.abs(got.at(i) - expected[i])).as(place).isLessThanOrEqualTo(tolerance);
      } else {
        assertThat(got.at(i)).as(place).isEqualTo(Double.valueOf(expected[i]));
      }
    }
  }
}
