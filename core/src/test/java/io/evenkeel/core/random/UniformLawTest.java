package io.evenkeel.core.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UniformLawTest {
  private static final int N = 1 << 22;

  private static RandomStream stream() {
    return RandomStream.of(11, Role.BIAS, 4);
  }

  @Test
  void uniformsAreMultiplesOfTwoToMinus24BelowOne() {
    float[] u = new float[N];
    stream().fillUniform(0, u, 0, N);
    long[] upper = new long[4096];
    long[] lower = new long[4096];
    for (float x : u) {
      double scaled = x * 0x1p24;
      int whole = (int) scaled;
      assertThat(scaled == whole && whole >= 0 && whole < 1 << 24).isTrue();
      upper[whole >> 12]++;
      lower[whole & 4095]++;
    }
    assertThat(Bounds.pearson(upper)).isLessThan(Bounds.chiSquare(4095));
    assertThat(Bounds.pearson(lower)).isLessThan(Bounds.chiSquare(4095));
  }

  /** P(all of N draws above 2^-20 of either end) = exp(-4): one draw below 2^-17 is sure. */
  @Test
  void aRangeIsReachedToItsEndsAndNotLeft() {
    float[] u = new float[N];
    stream().fillUniform(3, -0.25f, 0.75f, u, 0, N);
    float[] extremes = extremes(u);
    assertThat(extremes[0]).isBetween(-0.25f, -0.25f + 0x1p-17f);
    assertThat(extremes[1]).isBetween(0.75f - 0x1p-17f, 0.75f);
    stream().fillSymmetric(3, 0.1f, u, 0, N);
    extremes = extremes(u);
    assertThat(extremes[0]).isBetween(-0.1f, -0.1f + 0x1p-19f);
    assertThat(extremes[1]).isBetween(0.1f - 0x1p-19f, 0.1f);
  }

  private static float[] extremes(float[] values) {
    float least = values[0];
    float most = values[0];
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return new float[] {least, most};
  }

  @Test
  void symmetricUniformsAreThoseOfTheSameIndexButFiner() {
    float[] symmetric = new float[4096];
    stream().fillSymmetric(0, 3f, symmetric, 0, symmetric.length);
    for (int i = 0; i < symmetric.length; i++) {
      double coarse = 3 * (2.0 * stream().uniform(i) - 1);
      // Up to 2^-23 above the coarse one, then two roundings of at most 2^-25 each.
      assertThat((symmetric[i] - coarse) / 3).isBetween(-0x1p-24, 0x1p-23 + 0x1p-24);
    }
  }

  /** A float's last 6 bits take each value equally often, in each binade where it can. */
  @Test
  void symmetricUniformsFillTheSignificand() {
    float[] u = new float[N];
    stream().fillSymmetric(0, 1f, u, 0, N);
    long[][] counts = new long[8][64];
    for (float x : u) {
      int binade = -1 - Math.getExponent(x);
      if (binade >= 0 && binade < counts.length) {
        counts[binade][Float.floatToRawIntBits(x) & 63]++;
      }
    }
    for (long[] binade : counts) {
      assertThat(Bounds.pearson(binade)).isLessThan(Bounds.chiSquare(63));
    }
  }

  @Test
  void aTinyBoundKeepsItsPrecision() {
    float[] wide = new float[1000];
    float[] narrow = new float[1000];
    stream().fillSymmetric(0, 1f, wide, 0, 1000);
    stream().fillSymmetric(0, 0x1p-90f, narrow, 0, 1000);
    for (int i = 0; i < 1000; i++) {
      assertThat(narrow[i]).isEqualTo(wide[i] * 0x1p-90f);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 10, 1000})
  void wholeNumbersAreAlike(int bound) {
    long[] counts = new long[bound];
    for (int i = 0; i < 1 << 20; i++) {
      counts[stream().below(bound, i)]++;
    }
    assertThat(Bounds.pearson(counts)).isLessThan(Bounds.chiSquare(bound - 1));
  }

  /** A bound that is no power of two and near the largest, in sixteen stretches. */
  @Test
  void largeWholeNumbersAreAlike() {
    int bound = 1_999_999_984;
    long[] counts = new long[16];
    for (int i = 0; i < 1 << 20; i++) {
      counts[stream().below(bound, i) / (bound / 16)]++;
    }
    assertThat(Bounds.pearson(counts)).isLessThan(Bounds.chiSquare(15));
    assertThat(stream().below(Integer.MAX_VALUE, 0)).isNotNegative();
  }
}
