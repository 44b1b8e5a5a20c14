package io.evenkeel.core.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.init.Initializers;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code gain=critical} is, and what {@code gain=auto} is not. */
class CriticalGainTest {
  @ParameterizedTest
  @CsvSource({
    "identity, 0, 1",
    "tanh, 0, 1",
    "relu, 0, 1.41421356",
    "leaky_relu, 0, 1.41414285",
    "tanh, 0.05, 1.32701",
    "erf, 0, 0.886226925",
    "sin, 0, 1",
    "gelu, 0.17292239, 1.40821102",
    "silu, 0.55514317, 1.40996620"
  })
  void whereKnownInClosedFormOrPublished(String activation, double sigmaB2, double gain) {
    double precision = activation.equals("tanh") && sigmaB2 > 0 ? 2e-6 : 2e-8;
    assertThat(CriticalGain.of(activation(activation), sigmaB2)).isCloseTo(gain, within(precision));
  }

  /** Over 60 layers the maps, iterated here, stay within the allowed 10 x sqrt(depth). */
  @ParameterizedTest
  @CsvSource({
    "tanh, 0",
    "relu, 0",
    "elu, 0",
    "selu, 0",
    "softsign, 0",
    "hardtanh, 0",
    "relu6, 0",
    "sigmoid, 0",
    "hardsigmoid, 0",
    "gelu, 0.173",
    "mish, 0.2",
    "tanh, 1",
    "selu, 0.1"
  })
  void signalAndGradientHold(String name, double sigmaB2) {
    double gain = CriticalGain.of(activation(name), sigmaB2);
    LengthMap map = new LengthMap(RememberedKernel.of(activation(name)), gain * gain, sigmaB2);
    double q = map.sigmaW2() + sigmaB2;
    double first = map.kernel().square(q);
    double gradient = 1;
    for (int layer = 1; layer < 60; layer++) {
      gradient *= map.chi1(q);
      q = map.next(q);
    }
    assertThat(Math.sqrt(map.kernel().square(q) / first)).isBetween(1 / 77.4, 77.4);
    assertThat(Math.sqrt(gradient)).isBetween(1 / 77.4, 77.4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gelu", "silu"})
  void withoutBiasNoGainHoldsBoth(String name) {
    assertThat(CriticalGain.find(activation(name), 0)).isEmpty();
    assertThatThrownBy(() -> CriticalGain.of(activation(name), 0))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("no gain of " + name)
        .hasMessageContaining("; bias=normal(std=");
    CriticalPoint point = CriticalGain.withBias(activation(name)).orElseThrow();
    assertThat(point.sigmaB2()).isCloseTo(name.equals("gelu") ? 0.172922 : 0.555143, within(1e-6));
  }

  @Test
  void aSpecIsResolvedWithTheBiasOfTheTrial() {
    Spec xavier = Initializers.CATALOG.complete(Spec.parse("xavier_normal(gain=critical)"));
    assertThat(CriticalGain.resolve(xavier, activation("relu"), Optional.empty()).text())
        .isEqualTo("xavier_normal(gain=1.41421356)");
    Optional<Initializer> bias = Optional.of(init("normal(std=0.22360679775)"));
    Spec kaiming = Initializers.CATALOG.complete(Spec.parse("kaiming_normal(gain=critical)"));
    double gain =
        (Double) CriticalGain.resolve(kaiming, activation("tanh"), bias).arguments().get("gain");
    assertThat(gain * gain).isCloseTo(1.76095, within(1e-5));
    Spec asIs = Initializers.CATALOG.complete(Spec.parse("xavier_normal(gain=2)"));
    assertThat(CriticalGain.resolve(asIs, activation("gelu"), Optional.empty())).isSameAs(asIs);
    assertThatThrownBy(
            () ->
                CriticalGain.resolve(
                    xavier, activation("tanh"), Optional.of(init("constant(val=1)"))))
        .hasMessage(
            "gain=critical needs biases of mean 0 and of one variance at every width, got"
                + " constant(val=1)");
  }

  /** Slopes at q = 1 by an independent quadrature, to four decimals. */
  @ParameterizedTest
  @CsvSource({
    "gelu, 1.1441, 1.0720",
    "silu, 1.1726, 1.0666",
    "mish, 1.0763, 1.0591",
    "hardswish, 1.2239, 1.0813",
    "softshrink, 1.4718, 1.4718",
    "tanhshrink, 1.8262, 1.3834"
  })
  void autoStartsOffAnUnstableFixedPoint(String name, double lengthSlope, double chi1) {
    GainCheck check = GainCheck.of(activation(name));
    assertThat(check.lengthSlope()).isCloseTo(lengthSlope, within(0.6e-4));
    assertThat(check.chi1()).isCloseTo(chi1, within(0.6e-4));
    assertThat(check.lengthHolds()).isFalse();
    assertThat(GainCheck.warning(activation(name)).orElseThrow())
        .contains("gain=auto of " + name)
        .contains("unstable")
        .doesNotContain("\n");
  }

  @Test
  void warningsAreForWhatDoesNotHold() {
    assertThat(GainCheck.warning(activation("tanh"))).isEmpty();
    assertThat(GainCheck.warning(activation("relu6"))).isEmpty();
    assertThat(GainCheck.warning(activation("erf")).orElseThrow())
        .contains("the signal settles, gradients change by 1.1071 a layer");
  }

  private static Activation activation(String text) {
    return Activations.CATALOG.create(Spec.parse(text));
  }

  private static Initializer init(String text) {
    return Initializers.CATALOG.create(Spec.parse(text));
  }
}
