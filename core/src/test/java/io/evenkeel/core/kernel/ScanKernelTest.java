package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.KernelArrays.PLAIN;
import static io.evenkeel.core.kernel.KernelArrays.assertSameBits;
import static io.evenkeel.core.kernel.KernelArrays.random;
import static io.evenkeel.core.kernel.KernelArrays.widened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scans and conversions: the bits of the plain loops, and what these say they are. */
class ScanKernelTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 15, 16, 17, 64, 1000, 4096})
  void scans(int length) {
    for (float scale : new float[] {1, 1e-42f, 1e37f, 0}) {
      float[] x = random(length, length + 2);
      for (int i = 0; i < x.length; i++) {
        x[i] = i % 5 == 3 ? -0f : x[i] * scale;
      }
      assertThat(Kernels.scans().sums(x, 2, length)).isEqualTo(PLAIN.scans().sums(x, 2, length));
      assertThat(Kernels.scans().range(x, length)).isEqualTo(PLAIN.scans().range(x, length));
      assertThat(Kernels.scans().magnitudes(x, length))
          .isEqualTo(PLAIN.scans().magnitudes(x, length));
      float bound = 0.3f * scale;
      assertThat(Kernels.scans().atMost(x, length, bound))
          .isEqualTo(PLAIN.scans().atMost(x, length, bound));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 64, 1000})
  void comparisonsOfTwoArrays(int length) {
    float[] x = random(30, length);
    float[] y = random(31, length);
    float[] third = random(32, length);
    int same = 0;
    double squares = 0;
    for (int i = 0; i < length; i++) {
      y[i] = i % 3 == 0 ? x[i] : y[i];
      third[i] = i % 4 == 0 ? -0f : third[i];
      same += i % 3 == 0 && i % 4 != 0 ? 1 : 0;
      squares += Math.pow((double) x[i] - y[i], 2);
    }
    double distance = Kernels.scans().squaredDistance(x, y, length);
    assertThat(distance).isEqualTo(PLAIN.scans().squaredDistance(x, y, length));
    assertThat(distance).isCloseTo(squares, within(1e-14 * squares));
    assertThat(Kernels.scans().same(x, y, third, length)).isEqualTo(same);
    assertThat(PLAIN.scans().same(x, y, third, length)).isEqualTo(same);
  }

  @Test
  void nansAndInfinitiesShowInSums() {
    float[] x = random(4, 100);
    x[37] = Float.NEGATIVE_INFINITY;
    assertThat(Kernels.scans().sums(x, 0, 100).squares()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Kernels.scans().atMost(x, 100, Float.MAX_VALUE)).isEqualTo(99);
    x[99] = Float.NaN;
    assertThat(Kernels.scans().sums(x, 0, 100).sum()).isNaN();
    assertThat(Kernels.scans().atMost(x, 100, Float.MAX_VALUE)).isEqualTo(98);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 21, 512})
  void conversions(int length) {
    float[] x = random(5, length + 3);
    double[] wide = new double[length + 1];
    Kernels.scans().widen(x, 3, wide, 1, length);
    for (int i = 0; i < length; i++) {
      assertThat(wide[1 + i]).isEqualTo(x[3 + i]);
      wide[1 + i] *= 1 + 1e-9 * i;
    }
    float[] narrow = new float[length + 2];
    Kernels.scans().narrow(wide, 1, narrow, 2, length);
    for (int i = 0; i < length; i++) {
      assertThat(narrow[2 + i]).isEqualTo((float) wide[1 + i]);
    }
  }

  /** Scaled as by {@link Math#scalb}, among infinities, NaN and values beyond float32. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 7, 8, 21, 512})
  void scaledConversions(int length) {
    for (int power : new int[] {0, 3, -140, 300, -1023, 1000}) {
      double[] x = widened(random(22, length));
      for (int i = 0; i < length; i++) {
        x[i] = i % 6 == 5 ? Double.NaN : i % 6 == 4 ? Double.NEGATIVE_INFINITY : x[i];
      }
      double largest = 0;
      float[] expected = new float[length];
      for (int i = 0; i < length; i++) {
        expected[i] = (float) Math.scalb(x[i], power);
        largest = Double.isFinite(x[i]) ? Math.max(largest, Math.abs(x[i])) : largest;
      }
      float[] actual = new float[length];
      Kernels.scans().narrowed(x, Math.scalb(1.0, power), actual, length);
      assertSameBits(actual, expected);
      assertSameExponent(x, largest);
      x[length - 1] = 3e-320;
      assertSameExponent(x, length == 1 ? 3e-320 : largest);
    }
    assertSameExponent(new double[length], 0);
    double[] tiny = new double[length];
    tiny[length - 1] = -Double.MIN_VALUE;
    assertSameExponent(tiny, Double.MIN_VALUE);
  }

  private static void assertSameExponent(double[] x, double largest) {
    int exponent = largest == 0 ? 0 : Math.getExponent(largest);
    assertThat(Kernels.scans().largestExponent(x, x.length)).isEqualTo(exponent);
    assertThat(PLAIN.scans().largestExponent(x, x.length)).isEqualTo(exponent);
  }
}
