package io.evenkeel.core.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.golden.Golden;
import io.evenkeel.core.golden.GoldenCase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Formulas against PyTorch's values and autograd's derivatives, in double and in float32. */
class ExprGoldenTest {
  static Stream<GoldenCase> references() {
    return Golden.load("expr.json").stream();
  }

  /**
   * Both sides carry out some ten roundings of terms of the size of the result and of 20 at most:
   * 1e-14 of either. Derivatives at kinks are compared too.
   */
  @ParameterizedTest
  @MethodSource("references")
  void valuesAndDerivativesArePytorchs(GoldenCase reference) {
    Activation activation = ActivationCases.of(reference);
    double[] x = GoldenCase.doubles(reference.inputs().get("x"));
    double[] y = GoldenCase.doubles(reference.expected().get("y"));
    double[] dy = GoldenCase.doubles(reference.expected().get("dy"));
    float[] pre = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      pre[i] = (float) x[i];
    }
    float[] act = new float[x.length];
    float[] slope = new float[x.length];
    activation.apply(pre, x.length, act, slope);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      note(wrong, "value", x[i], activation.value(x[i]), y[i], 1e-14);
      note(wrong, "slope", x[i], activation.derivative(x[i]), dy[i], 1e-13);
      if (pre[i] == x[i]) {
        note(wrong, "float value", x[i], act[i], y[i], 0x1p-23);
        note(wrong, "float slope", x[i], slope[i], dy[i], 0x1p-23);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void note(
      List<String> wrong, String what, double x, double actual, double expected, double relative) {
    double tolerance = relative * Math.abs(expected) + 2e-14;
    if (!(Math.abs(actual - expected) <= tolerance) && Double.compare(actual, expected) != 0) {
      wrong.add("%s(%s) = %s, expected %s".formatted(what, x, actual, expected));
    }
  }
}
