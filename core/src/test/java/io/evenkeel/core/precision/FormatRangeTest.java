package io.evenkeel.core.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.kernel.FloatFormat;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.stats.ExponentCounter;
import io.evenkeel.core.stats.ExponentCounts;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FormatRangeTest {
  @ParameterizedTest
  @CsvSource({
    "FP16, 65520, 6.103515625e-5, 5.9604644775390625e-8",
    "BF16, 3.3961775292304957e38, 1.1754943508222875e-38, 9.183549615799121e-41",
    "FP8_E5M2, 61440, 6.103515625e-5, 1.52587890625e-5",
    "FP8_E4M3, 464, 0.015625, 0.001953125"
  })
  void boundsAreThoseOfTheFormat(
      FloatFormat format, double overflow, double normal, double smallest) {
    FormatRange range = FormatRange.of(format);
    assertThat(Math.pow(2, range.overflowFrom())).isCloseTo(overflow, within(1e-9 * overflow));
    assertThat(Math.pow(2, range.normalFrom()))
        .isCloseTo(normal - smallest / 2, within(1e-9 * normal));
    assertThat(Math.pow(2, range.zeroUpTo())).isCloseTo(smallest / 2, within(1e-9 * smallest));
  }

  /** What is told from exponents is what rounding does, but for the spread within an exponent. */
  @ParameterizedTest
  @EnumSource(FloatFormat.class)
  void sharesAreThoseOfRounding(FloatFormat format) {
    SplittableRandom random = new SplittableRandom(7);
    FormatRange range = FormatRange.of(format);
    float[] x = new float[1 << 16];
    double middle = (range.zeroUpTo() + range.overflowFrom()) / 2;
    double reach = (range.overflowFrom() - range.zeroUpTo()) / 2 + 2;
    for (int i = 0; i < x.length; i++) {
      // Spread over all exponents, and within each evenly.
      double exponent = Math.floor(middle + reach * (2 * random.nextDouble() - 1));
      double top = Math.min(exponent, Float.MAX_EXPONENT);
      x[i] = (float) Math.min(Math.pow(2, top) * (1 + random.nextDouble()), Float.MAX_VALUE);
    }
    ExponentCounts counts = new ExponentCounter().of(x, x.length, 0);
    float[] rounded = new float[x.length];
    var lost = Kernels.rounding().round(format, x, 0, rounded, 0, x.length);
    // Binomial: four standard deviations of what one exponent holds.
    double tolerance = 4 * Math.sqrt(x.length / (2 * reach)) / x.length;
    assertThat(range.flushed(counts, 0))
        .isCloseTo((double) lost.flushed() / x.length, within(tolerance));
    assertThat(range.overflowing(counts, 0))
        .isCloseTo((double) lost.overflows() / x.length, within(tolerance));
    long subnormal = 0;
    for (float y : rounded) {
      subnormal += y > 0 && y < format.smallestNormal() ? 1 : 0;
    }
    assertThat(range.subnormal(counts, 0))
        .isCloseTo((double) subnormal / x.length, within(tolerance));
    assertThat(range.flushed(counts, 5)).isLessThan(range.flushed(counts, 0));
  }

  /** 4096 standard normal values: 40 + log2 of the 1 % quantile less that of the largest. */
  @Test
  void theWindowOfAGaussianLayerInFp16Is33Binades() {
    java.util.Random random = new java.util.Random(11);
    int layers = 64;
    double sum = 0;
    for (int layer = 0; layer < layers; layer++) {
      float[] x = new float[4096];
      double largest = 0;
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) random.nextGaussian();
        largest = Math.max(largest, Math.abs(x[i]));
      }
      ExponentCounts counts = new ExponentCounter().of(x, x.length, -40);
      LossScaleWindow window =
          LossScaleWindow.of(
              FormatRange.of(FloatFormat.FP16), counts, Math.log(largest) / Math.log(2) - 40);
      assertThat(window.open()).isTrue();
      sum += window.high() - window.low();
    }
    // The 1 % quantile of 4096 values is known to 15 %, or .22 binades, and is the mean of 64.
    assertThat(sum / layers).isCloseTo(32.8, within(0.1));
  }
}
