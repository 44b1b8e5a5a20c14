package io.evenkeel.core.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Identity;
import io.evenkeel.core.activation.LeakyRelu;
import io.evenkeel.core.activation.Relu;
import io.evenkeel.core.activation.Tanh;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLengthTest {
  private static final double EULER = 0.5772156649015329;

  @Test
  void polygammaFollowsItsClosedForms() {
    assertThat(Polygamma.digamma(1)).isCloseTo(-EULER, within(1e-15));
    assertThat(Polygamma.digamma(0.5)).isCloseTo(-EULER - 2 * Math.log(2), within(1e-15));
    assertThat(Polygamma.trigamma(1)).isCloseTo(Math.PI * Math.PI / 6, within(1e-15));
    assertThat(Polygamma.trigamma(0.5)).isCloseTo(Math.PI * Math.PI / 2, within(4e-15));
    double harmonic = 0;
    double squares = 0;
    for (int k = 1; k < 1000; k++) {
      harmonic += 1.0 / k;
      squares += 1.0 / k / k;
    }
    assertThat(Polygamma.digamma(1000)).isCloseTo(harmonic - EULER, within(1e-14));
    assertThat(Polygamma.trigamma(1000)).isCloseTo(Math.PI * Math.PI / 6 - squares, within(1e-14));
  }

  @Test
  void linearAndReluSpreadAsGiven() {
    LogLength linear = after(new Identity(), 1, 100, 256);
    assertThat(linear.mean()).isCloseTo(-0.391, within(0.5e-3));
    assertThat(linear.variance()).isCloseTo(0.784, within(0.5e-3));
    assertThat(linear.exact()).isTrue();
    LogLength relu = after(new Relu(), 2, 100, 256);
    assertThat(relu.mean()).isCloseTo(-0.983, within(0.5e-3));
    assertThat(relu.variance()).isCloseTo(1.982, within(0.5e-3));
    assertThat(relu.exact()).isTrue();
  }

  /** One or two relu units, summed by hand over the numbers of active ones, given one at least. */
  @Test
  void narrowReluIsExact() {
    LogChiSquare one = LogChiSquare.half(1);
    assertThat(one.mean()).isCloseTo(-EULER - Math.log(2) + Math.log(2), within(1e-14));
    assertThat(one.variance()).isCloseTo(Math.PI * Math.PI / 2, within(1e-14));
    LogChiSquare two = LogChiSquare.half(2);
    double single = -EULER - 2 * Math.log(2);
    double both = -EULER;
    double mean = (2 * single + both) / 3;
    assertThat(two.mean()).isCloseTo(mean + Math.log(2), within(1e-14));
    double within = (2 * Math.PI * Math.PI / 2 + Math.PI * Math.PI / 6) / 3;
    double between = 2 * Math.pow(single - both, 2) / 9;
    assertThat(two.variance()).isCloseTo(within + between, within(1e-14));
  }

  /**
   * ln(1 + e), e the average of n values of mean 0, variance 5 and third moment 44 (2 relu(z)^2 -
   * 1), has variance 5 / n + (2.5 * 25 - 44) / n^2 and mean -2.5 / n + (44 / 3 - 0.75 * 25) / n^2.
   */
  @ParameterizedTest
  @ValueSource(ints = {64, 256, 1024, 65536})
  void wideReluSpreadsByFiveBeta(int width) {
    double n = width;
    double beta = LogLength.beta(Collections.nCopies(10, width));
    assertThat(beta).isCloseTo(10 / n, within(1e-15));
    LogLength relu = after(new Relu(), 2, 10, width);
    double nextOrder = 30 / (n * n) + 1e-9;
    assertThat(relu.variance() / (5 * beta)).isCloseTo(1 + 3.7 / n, within(nextOrder));
    assertThat(relu.mean() / (-2.5 * beta)).isCloseTo(1 + 49 / (30 * n), within(nextOrder));
  }

  @Test
  void firstOrderMeetsTheExactLawOfANearlyLinearLayer() {
    LogLength leaky = after(new LeakyRelu(0.999_999), 1.000_001, 100, 256);
    assertThat(leaky.exact()).isFalse();
    // Trigamma(128) is 1 / 128 to 0.4 %.
    assertThat(leaky.variance()).isCloseTo(0.784, within(0.004));
  }

  @Test
  void tanhForgetsEarlierLayers() {
    // At the fixed point variance settles at noise / (1 - sensitivity^2).
    LengthMap map = LengthMap.of(new Tanh(), 4, 0);
    double q = map.limit(1);
    double slope = map.slope(q);
    double noise = (map.kernel().kurtosis(q) - 1) / 128;
    LogLength long100 = after(new Tanh(), 4, 100, 128);
    assertThat(long100.variance()).isCloseTo(noise / (1 - slope * slope), within(1e-10));
    assertThat(long100.exact()).isFalse();
  }

  private static LogLength after(Activation activation, double sigmaW2, int layers, int width) {
    LengthMap map = LengthMap.of(activation, sigmaW2, 0);
    LogLength length = LogLength.START;
    double q = sigmaW2;
    for (int layer = 0; layer < layers; layer++) {
      length = length.after(map, q, new WeightNoise(width, width, false, 0), 3);
      q = map.next(q);
    }
    return length;
  }

  /** Haar weights keep every length; a relu row of them has the exact law of a direction's part. */
  @Test
  void haarWeightsKeepWhatTheyMultiply() {
    LengthMap linear = LengthMap.of(new Identity(), 1, 0);
    LogLength kept = LogLength.START.after(linear, 1, new WeightNoise(64, 64, true, 0), 3);
    assertThat(kept).isEqualTo(new LogLength(0, 0, 0, true));
    LengthMap relu = LengthMap.of(new Relu(), 2, 0);
    // Two units: one of the two active, or both; the squared length is Beta(1/2, 1/2), or 1.
    LogLength two = LogLength.START.after(relu, 2, new WeightNoise(2, 2, true, 0), 3);
    double mean = -2 * Math.log(2) * 2 / 3;
    double beta = Math.PI * Math.PI / 2 - Math.PI * Math.PI / 6;
    double variance = 2 * beta / 3 + Math.pow(2 * Math.log(2), 2) * 2 / 9;
    assertThat(two.shift()).isCloseTo(mean + Math.log(2), within(1e-14));
    assertThat(two.variance()).isCloseTo(variance, within(1e-14));
    LogLength wide = LogLength.START.after(relu, 2, new WeightNoise(1024, 1024, true, 0), 3);
    // 5 of Gaussian weights less 2 of the length kept.
    assertThat(wide.variance() * 1024).isCloseTo(3, within(0.03));
  }
}
