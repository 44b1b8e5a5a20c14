package io.evenkeel.core.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.golden.Golden;
import io.evenkeel.core.golden.GoldenCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and slopes against PyTorch and against exact ones, in double and in float32. */
class ActivationGoldenTest {
  /** PyTorch forms differences of numbers near 1 (1 - y y, (1 - y) y): two roundings of them. */
  private static final double ROUNDING_NEAR_ONE = 0x1p-51;

  static Stream<GoldenCase> pytorch() {
    return Golden.load("activations.json").stream();
  }

  static Stream<GoldenCase> exact() {
    return Golden.load("activations_exact.json").stream();
  }

  @Test
  void pytorchHasAWordOnEveryMemberButErfAndFormulas() {
    assertThat(pytorch().map(GoldenCase::op).distinct().sorted())
        .containsExactlyElementsOf(
            Activations.CATALOG.entries().stream()
                .map(entry -> entry.name())
                .filter(name -> !name.equals("erf") && !name.equals("expr"))
                .sorted()
                .toList());
  }

  @ParameterizedTest
  @MethodSource("pytorch")
  void doublesAreThoseOfPytorch(GoldenCase reference) {
    Activation activation = ActivationCases.of(reference);
    double[] x = GoldenCase.doubles(reference.inputs().get("x"));
    double[] y = GoldenCase.doubles(reference.expected().get("y"));
    double[] dy = GoldenCase.doubles(reference.expected().get("dy"));
    // PyTorch 1.13 multiplies these slopes by a constant rounded to float32.
    boolean float32Leak = activation instanceof Hardsigmoid || activation instanceof Celu;
    double relative = float32Leak ? 1e-7 : 1e-12;
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      note(wrong, "value", x[i], activation.value(x[i]), y[i], 1e-12 * Math.abs(y[i]));
      double tolerance = relative * Math.abs(dy[i]) + amplifiedRounding(activation, x[i]);
      note(wrong, "slope", x[i], activation.derivative(x[i]), dy[i], tolerance);
    }
    assertThat(wrong).isEmpty();
  }

  /**
   * What PyTorch's own slope may be wrong by beyond {@link #ROUNDING_NEAR_ONE}: in gelu's
   * approximation it multiplies 1 - t t, t = tanh(u) near -1, by x u' / 2. Two ulp of t t and half
   * of the difference are 2.5 * 2^-53.
   */
  private static double amplifiedRounding(Activation activation, double x) {
    if (!activation.equals(new Gelu(Gelu.Approximate.TANH)) || !(Math.abs(x) < 10)) {
      return 0;
    }
    double innerSlope = Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
    return 2.5 * 0x1p-53 * Math.abs(x) * innerSlope / 2;
  }

  private static void note(
      List<String> wrong, String what, double x, double actual, double expected, double tolerance) {
    if (!close(actual, expected, tolerance + ROUNDING_NEAR_ONE)) {
      wrong.add(line(what, x, actual, expected));
    }
  }

  /**
   * An x between two floats is rounded to one, and PyTorch's result moved by what the double path,
   * itself compared above, changes between the two. Beyond the floats, at 1e300, x becomes an
   * infinity, whose results the file has too.
   */
  @ParameterizedTest
  @MethodSource("pytorch")
  void floatsAreThoseOfPytorch(GoldenCase reference) {
    Activation activation = ActivationCases.of(reference);
    double[] x = GoldenCase.doubles(reference.inputs().get("x"));
    double[] y = GoldenCase.doubles(reference.expected().get("y"));
    double[] dy = GoldenCase.doubles(reference.expected().get("dy"));
    float[] pre = new float[x.length];
    float[] act = new float[x.length];
    float[] slope = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      pre[i] = (float) x[i];
    }
    activation.apply(pre, x.length, act, slope);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      int at = Float.isInfinite(pre[i]) ? indexOf(x, pre[i]) : i;
      double moved = pre[i] == x[at] ? 0 : activation.value(pre[i]) - activation.value(x[i]);
      double turned =
          pre[i] == x[at] ? 0 : activation.derivative(pre[i]) - activation.derivative(x[i]);
      noteFloat(wrong, "value", x[i], act[i], y[at] + moved);
      noteFloat(wrong, "slope", x[i], slope[i], dy[at] + turned);
    }
    assertThat(wrong).isEmpty();
  }

  private static int indexOf(double[] values, double wanted) {
    return IntStream.range(0, values.length)
        .filter(i -> values[i] == wanted)
        .findFirst()
        .orElseThrow();
  }

  private static void noteFloat(
      List<String> wrong, String what, double x, float actual, double expected) {
    double tolerance = 4.0 * Math.ulp((float) expected) + ROUNDING_NEAR_ONE;
    if (!close(actual, (float) expected, tolerance)) {
      wrong.add(line(what, x, actual, (float) expected));
    }
  }

  /**
   * Relative 1e-13, about 400 roundings of which an exponent of 100 alone takes 100; a slope that
   * nearly vanishes is a difference of terms as large as the value.
   */
  @ParameterizedTest
  @MethodSource("exact")
  void doublesAreExact(GoldenCase reference) {
    Activation activation = ActivationCases.of(reference);
    double[] x = GoldenCase.doubles(reference.inputs().get("x"));
    double[] y = GoldenCase.doubles(reference.expected().get("y"));
    double[] dy = GoldenCase.doubles(reference.expected().get("dy"));
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      if (!close(activation.value(x[i]), y[i], 1e-13 * Math.abs(y[i]) + Double.MIN_NORMAL)) {
        wrong.add(line("value", x[i], activation.value(x[i]), y[i]));
      }
      double scale = 1e-13 * Math.abs(dy[i]) + 1e-15 * Math.abs(y[i]) + Double.MIN_NORMAL;
      if (!close(activation.derivative(x[i]), dy[i], scale)) {
        wrong.add(line("slope", x[i], activation.derivative(x[i]), dy[i]));
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Four roundings at most, and no floor: tails and near-zeros of a slope included. */
  @ParameterizedTest
  @MethodSource("exact")
  void floatsAreExactToTheLastBits(GoldenCase reference) {
    Activation activation = ActivationCases.of(reference);
    double[] x = GoldenCase.doubles(reference.inputs().get("x"));
    double[] y = GoldenCase.doubles(reference.expected().get("y"));
    double[] dy = GoldenCase.doubles(reference.expected().get("dy"));
    float[] pre = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      pre[i] = (float) x[i];
      assertThat((double) pre[i]).isEqualTo(x[i]);
    }
    float[] act = new float[x.length];
    float[] slope = new float[x.length];
    activation.apply(pre, x.length, act, slope);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      if (!close(act[i], y[i], 4.0 * Math.ulp((float) y[i]))) {
        wrong.add(line("value", x[i], act[i], y[i]));
      }
      if (!close(slope[i], dy[i], 4.0 * Math.ulp((float) dy[i]))) {
        wrong.add(line("slope", x[i], slope[i], dy[i]));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static boolean close(double actual, double expected, double tolerance) {
    return Double.compare(actual, expected) == 0 || Math.abs(actual - expected) <= tolerance;
  }

  private static String line(String what, double x, double actual, double expected) {
    return String.format(Locale.ROOT, "%s(%s) = %s, expected %s", what, x, actual, expected);
  }
}
