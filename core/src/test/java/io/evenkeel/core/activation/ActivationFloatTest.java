package io.evenkeel.core.activation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The float32 path against the double one, over all floats. */
class ActivationFloatTest {
  /** Beyond this PyTorch's float32 formulas overflow inside; see {@link #hugeInputs}. */
  private static final float HUGE = 0x1p60f;

  /** Half from the last rounding, the rest for parameters and intermediates held in float32. */
  private static final double MOST_ULPS = 4;

  static Stream<Activation> all() {
    return ActivationCases.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void floatsAreTheRoundedDoubles(Activation activation) {
    assertThat(worst(activation, 65_537)).isLessThanOrEqualTo(MOST_ULPS);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("all")
  void floatsAreTheRoundedDoublesDensely(Activation activation) {
    assertThat(worst(activation, 257)).isLessThanOrEqualTo(MOST_ULPS);
  }

  /** The largest error in ulp, value or slope, over every {@code stride}-th bit pattern. */
  private static double worst(Activation activation, int stride) {
    int size = 4096;
    float[] pre = new float[size];
    float[] act = new float[size];
    float[] slope = new float[size];
    double worst = 0;
    long bits = 0;
    while (bits < 1L << 32) {
      int n = 0;
      for (; n < size && bits < 1L << 32; bits += stride) {
        float x = Float.intBitsToFloat((int) bits);
        if (Math.abs(x) < HUGE || Float.isNaN(x)) {
          pre[n++] = x;
        }
      }
      activation.apply(pre, n, act, slope);
      for (int i = 0; i < n; i++) {
        worst = Math.max(worst, ulps(act[i], activation.value(pre[i])));
        worst = Math.max(worst, ulps(slope[i], activation.derivative(pre[i])));
      }
    }
    return worst;
  }

  /** Distance in units of the last place of the rounded double; infinite if only one is NaN. */
  private static double ulps(float actual, double exact) {
    if (Float.isNaN(actual) || Double.isNaN(exact)) {
      return Float.isNaN(actual) && Double.isNaN(exact) ? 0 : Double.POSITIVE_INFINITY;
    }
    float rounded = (float) exact;
    return actual == rounded ? 0 : Math.abs(actual - exact) / Math.ulp(rounded);
  }

  /**
   * As PyTorch computes them in float32, where a square or a multiple of a huge x overflows. A zero
   * has the sign of the side it is approached from, which PyTorch does not always keep.
   */
  @Test
  void hugeInputs() {
    float[] pre = {1e20f, -1e20f, 3e38f, -3e38f, 1e19f};
    assertThat(values(new Hardswish(), pre))
        .containsExactly(1e20f, -0f, Float.POSITIVE_INFINITY, -0f, 1e19f);
    assertThat(values(new Selu(), pre)[2]).isEqualTo((float) (1.0507009873554805 * 3e38f));
    assertThat(values(new Selu(), new float[] {3.4e38f})).containsExactly(Float.POSITIVE_INFINITY);
    assertThat(values(new LeakyRelu(1e30), new float[] {-1e20f}))
        .containsExactly(Float.NEGATIVE_INFINITY);
    Gelu approximate = new Gelu(Gelu.Approximate.TANH);
    assertThat(values(approximate, pre)).containsExactly(1e20f, -0f, 3e38f, -0f, 1e19f);
    assertThat(slopes(approximate, pre))
        .containsExactly(Float.NaN, Float.NaN, Float.NaN, Float.NaN, 1f);
    assertThat(slopes(new Gelu(Gelu.Approximate.NONE), pre)).containsExactly(1f, -0f, 1f, -0f, 1f);
    assertThat(values(new Silu(), pre)).containsExactly(1e20f, -0f, 3e38f, -0f, 1e19f);
    assertThat(values(new Mish(), pre)).containsExactly(1e20f, -0f, 3e38f, -0f, 1e19f);
    assertThat(values(new Softsign(), pre)).containsExactly(1f, -1f, 1f, -1f, 1f);
  }

  @Test
  void aHugeAlphaLeavesTheRightSideAlone() {
    float[] pre = {2f, 1e-30f, Float.POSITIVE_INFINITY};
    assertThat(values(new Elu(1e30), pre)).containsExactly(pre);
    assertThat(slopes(new Elu(1e30), pre)).containsExactly(1f, 1f, 1f);
    assertThat(slopes(new Elu(1e30), new float[] {-1f})).containsExactly((float) (1e30 / Math.E));
  }

  @Test
  void tanhSaturatesExactly() {
    float[] pre = {20f, -20f, 19.1f, 1e30f, Float.NEGATIVE_INFINITY};
    assertThat(values(new Tanh(), pre)).containsExactly(1f, -1f, 1f, 1f, -1f);
    assertThat(slopes(new Tanh(), pre)).containsExactly(0f, 0f, 0f, 0f, 0f);
    assertThat(slopes(new Tanh(), new float[] {19f})[0]).isGreaterThan(0f);
    assertThat(new Tanh().derivative(20)).isZero();
  }

  private static float[] values(Activation activation, float[] pre) {
    float[] act = new float[pre.length];
    activation.apply(pre, pre.length, act, new float[pre.length]);
    return act;
  }

  private static float[] slopes(Activation activation, float[] pre) {
    float[] slope = new float[pre.length];
    activation.apply(pre, pre.length, new float[pre.length], slope);
    return slope;
  }
}
