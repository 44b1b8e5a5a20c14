package io.evenkeel.core.theory.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.BlockSchemes;
import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.arch.NormSchemes;
import io.evenkeel.core.data.InputMoments;
import io.evenkeel.core.init.Normal;
import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.precision.Precision;
import io.evenkeel.core.theory.MeanField;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forecasts for formats against closed forms and against networks that were measured. */
class FormatForecastTest {
  private static final int WIDTH = 256;
  private static final long VALUES = 16 * WIDTH;

  private static FormatForecast forecast(
      FloatFormat format, String activation, double weightStd, int depth) {
    return forecast(
        new Precision(format, true, false), design(activation, weightStd, depth, "plain", "none"));
  }

  private static FormatForecast forecast(Precision precision, NetDesign design) {
    return FormatForecast.of(precision, design, 16, InputMoments.STANDARD);
  }

  private static NetDesign design(
      String activation, double weightStd, int depth, String block, String norm) {
    return new NetDesign(
        WIDTH,
        WIDTH,
        depth,
        List.of(),
        0,
        Activations.CATALOG.create(Spec.parse(activation)),
        new Normal(0, weightStd),
        Optional.empty(),
        Optional.empty(),
        BlockSchemes.CATALOG.create(Spec.parse(block)),
        norm.equals("none")
            ? Optional.empty()
            : Optional.of(NormSchemes.CATALOG.create(Spec.parse(norm))),
        0);
  }

  /** A layer of standard normal weights multiplies by 16; the largest of 4096 values is 3.7 std. */
  @ParameterizedTest
  @CsvSource({"FP16, 3", "BF16, 31", "FP8_E5M2, 3", "FP8_E4M3, 1"})
  void aLinearNetworkOverflowsWhereItsLargestValueDoes(FloatFormat format, int layer) {
    assertThat(forecast(format, "identity", 1, 40).overflowLayer()).hasValue(layer);
  }

  /** A layer of weights of 0.01 divides by 6.25: ln(0.6745 2^25) / ln 6.25 = 9.24. */
  @Test
  void halfOfALayerIsZeroWhereItsMedianIs() {
    FormatForecast fp16 = forecast(FloatFormat.FP16, "identity", 0.01, 12);
    assertThat(fp16.halfZeroLayer()).hasValue(9);
    assertThat(fp16.overflowLayer()).isEqualTo(OptionalInt.empty());
    assertThat(forecast(FloatFormat.BF16, "identity", 0.01, 12).halfZeroLayer()).isEmpty();
  }

  /** Measured over seeds: layer 19 6.6e-4..8.7e-4, 49 .13...18, noise past layer 45. */
  @Test
  void noiseGrowsAlongAChaoticNetwork() {
    FormatForecast bf16 = forecast(FloatFormat.BF16, "tanh", 5.0 / 3 / 16, 60);
    assertThat(bf16.distances().get(19)).isBetween(6.6e-4, 8.7e-4);
    assertThat(bf16.distances().get(29)).isCloseTo(5.5e-3, within(0.7e-3));
    assertThat(bf16.distances().get(49)).isBetween(0.13, 0.18);
    assertThat(bf16.noiseLayer().orElseThrow()).isBetween(44, 48);
  }

  /** Rounding normal weights, a pre-activation; nothing else, as relu's results are not rounded. */
  @Test
  void aLayerOfReluAddsWhatItsOperandsAndItsResultLose() {
    double power = 2.75172e-6;
    FormatForecast bf16 = forecast(FloatFormat.BF16, "relu", Math.sqrt(2.0 / WIDTH), 3);
    assertThat(bf16.distances().get(0)).isCloseTo(1.5 * power, within(0.05 * power));
  }

  @ParameterizedTest
  @CsvSource({"sigmoid, 1, 15.8", "tanh, 1.6666666666666667, 238.8"})
  void aLossScaleServesSoManyLayers(String activation, double sigmaW, double layers) {
    Activation phi = Activations.CATALOG.create(Spec.parse(activation));
    double chi = MeanField.of(phi, sigmaW * sigmaW, 0, 1).chi1();
    assertThat(FormatForecast.layersPerLossScale(FloatFormat.FP16, Math.sqrt(chi), VALUES))
        .isCloseTo(layers, within(0.005 * layers));
  }

  /** By simulation: the median of the largest of 4096 magnitudes. */
  @Test
  void theLargestOfManyValues() {
    assertThat(FormatForecast.largest(VALUES)).isCloseTo(3.76, within(0.02));
    assertThat(FormatForecast.largest(1L << 40)).isBetween(7.0, 7.4);
  }

  /** The table of noise / signal powers: the input and the result of one layer are rounded. */
  @ParameterizedTest
  @CsvSource({
    "FP16, 4.29957e-8",
    "BF16, 2.75172e-6",
    "FP8_E5M2, 2.81776e-3",
    "FP8_E4M3, 7.04441e-4"
  })
  void oneRoundingAddsTheNoiseOfItsFormat(FloatFormat format, double power) {
    double distance =
        forecast(
                new Precision(format, false, false),
                design("identity", 1.0 / 16, 1, "plain", "none"))
            .distances()
            .get(0);
    assertThat(distance).isCloseTo(power, within(0.03 * power));
  }

  /** Half of a layer of sigmoid(z) is 1/2 and no zero, however small z is. */
  @Test
  void halfZeroIsOfWhatLeavesALayer() {
    assertThat(forecast(FloatFormat.FP16, "sigmoid", 1e-9, 3).halfZeroLayer()).isEmpty();
    assertThat(forecast(FloatFormat.FP16, "tanh", 1e-9, 3).halfZeroLayer()).hasValue(0);
    FormatForecast range =
        FormatForecast.ofRange(
            FloatFormat.FP16, design("tanh", 1e-9, 3, "plain", "none"), 16, InputMoments.STANDARD);
    assertThat(range.halfZeroLayer()).hasValue(0);
    assertThat(range.distances()).containsOnly(0.0);
  }

  /** Behind a norm a stream's noise is that of its sums: each rounds what has grown. */
  @Test
  void aStreamGathersNoiseSlowly() {
    Precision bf16 = new Precision(FloatFormat.BF16, true, false);
    FormatForecast pre = forecast(bf16, design("relu", 1.0 / 16, 49, "residual", "layer_norm"));
    FormatForecast plain = forecast(bf16, design("tanh", 5.0 / 3 / 16, 49, "plain", "none"));
    assertThat(pre.distances()).hasSize(49).allMatch(d -> d > 0 && d < 1e-3);
    assertThat(pre.reason()).isEmpty();
    assertThat(plain.distances().get(48)).isGreaterThan(0.05);
    assertThat(
            forecast(bf16, design("relu", 1.0 / 16, 49, "residual(order=postact)", "none"))
                .reason())
        .isPresent();
  }
}
