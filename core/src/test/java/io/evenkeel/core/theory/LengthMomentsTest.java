package io.evenkeel.core.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.activation.Erf;
import io.evenkeel.core.activation.Hardshrink;
import io.evenkeel.core.activation.Softplus;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shared nodes against the adaptive rule, one integral each, and against closed forms. */
class LengthMomentsTest {
  private static final double[] LENGTHS = {
    1e-130, 1e-20, 1e-8, 3e-5, 0.01, 0.4, 1, 2.7, 12, 30, 170, 1e4, 1e9, 1e25, 1e33
  };

  static Stream<String> activations() {
    return Activations.CATALOG.entries().stream()
        .map(entry -> entry.name())
        .map(
            name ->
                switch (name) {
                  case "threshold" -> "threshold(threshold=0.2,value=-0.3)";
                  case "expr" -> "expr(\"x*sigmoid(2*x)\")";
                  default -> name;
                });
  }

  @ParameterizedTest
  @MethodSource("activations")
  void agreeWithTheAdaptiveRule(String text) {
    Activation activation = Activations.CATALOG.create(Spec.parse(text));
    Kernel exact = new QuadratureKernel(activation);
    for (double q : LENGTHS) {
      LengthMoments.of(activation, q)
          .ifPresent(
              moments -> {
                String at = text + " at " + q;
                double rms = Math.sqrt(exact.square(q));
                same(at + " mean", moments.mean(), exact.mean(q), rms);
                same(at + " square", moments.square(), exact.square(q), 0);
                same(at + " variance", moments.variance(), exact.variance(q), rms * Math.sqrt(q));
                same(at + " kurtosis", moments.kurtosis(), exact.kurtosis(q), 0);
                same(at + " slope^2", moments.slopeSquare(), exact.slopeSquare(q), 0);
                same(at + " square'", moments.squareSlope(), exact.squareSlope(q), rms * rms / q);
              });
    }
  }

  private static void same(String what, double actual, double expected, double scale) {
    if (Double.isNaN(actual)) {
      return; // the adaptive rule finds it
    }
    double size = Math.max(Math.abs(expected), scale);
    assertThat(actual).as(what).isCloseTo(expected, within(1e-14 * size));
  }

  /** E[erf^2] = 2 / pi asin(2 q / (1 + 2 q)) (C. K. I. Williams, NIPS 1996), by half its angle. */
  @Test
  void agreeWithTheErrorFunctionsClosedForm() {
    for (double q : LENGTHS) {
      double square = 1 - 4 / Math.PI * Math.asin(Math.sqrt(0.5 / (1 + 2 * q)));
      LengthMoments.of(new Erf(), q)
          .ifPresent(moments -> assertThat(moments.square()).isCloseTo(square, within(4e-15)));
    }
    assertThat(LengthMoments.of(new Erf(), 1)).isPresent();
  }

  @Test
  void areAnsweredForSmoothActivationsOfOrdinaryLengths() {
    for (String text : new String[] {"tanh", "gelu", "silu", "mish", "sigmoid", "elu", "selu"}) {
      Activation activation = Activations.CATALOG.create(Spec.parse(text));
      for (double q : new double[] {1e-4, 0.3, 1, 5, 60, 1e4}) {
        assertThat(LengthMoments.of(activation, q)).as(text + " at " + q).isPresent();
      }
    }
  }

  @Test
  void areLeftToTheAdaptiveRuleWhereTheNodesDoNotSuffice() {
    assertThat(LengthMoments.of(new Hardshrink(0.5), 0.01)).isEmpty();
    assertThat(LengthMoments.of(new Softplus(1e5, 1e9), 1)).isEmpty();
    assertThat(LengthMoments.of(new Erf(), 1e-141)).isEmpty();
    assertThat(LengthMoments.of(new Softplus(1, 20), 1e-9)).isEmpty();
    assertThat(LengthMoments.of(new Erf(), 1e35)).isEmpty();
    assertThat(LengthMoments.of(new Erf(), Double.NaN)).isEmpty();
  }
}
