package io.evenkeel.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer is exact, so each is compared with that of a loop over floats. */
class MagnitudesTest {
  private static final float[] SPECIAL = {
    0, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE, 0.01f, -0.01f
  };

  private static final List<ScanKernel> BOTH = List.of(KernelSet.plain().scans(), Kernels.scans());

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 8, 9, 16, 513, 1700})
  void largestMagnitude(int length) {
    float[] x = draw(length);
    float largest = 0;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, Math.abs(x[i]));
    }
    for (ScanKernel scans : BOTH) {
      float[] y = x.clone();
      assertThat(scans.largestMagnitude(y, length)).isEqualTo(largest);
      y[length / 2] = -Float.NEGATIVE_INFINITY;
      assertThat(scans.largestMagnitude(y, length)).isEqualTo(Float.POSITIVE_INFINITY);
      y[length / 2] = Float.NaN;
      assertThat(scans.largestMagnitude(y, length)).isNaN();
      assertThat(scans.largestMagnitude(y, 0)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 8, 9, 16, 513, 1700})
  void leastThatIsNotZero(int length) {
    float[] x = draw(length);
    for (int i = 0; i < length; i++) {
      x[i] = Math.abs(x[i]) < 0.5f ? 0 : x[i];
    }
    for (ScanKernel scans : BOTH) {
      float[] y = x.clone();
      assertThat(scans.leastNonZero(y, length)).isEqualTo(leastNonZero(y, length));
      y[length - 1] = -Float.MIN_VALUE;
      assertThat(scans.leastNonZero(y, length)).isEqualTo(Float.MIN_VALUE);
      y[0] = Float.NaN;
      assertThat(scans.leastNonZero(y, length)).isEqualTo(leastNonZero(y, length));
      for (float last : new float[] {0, -0f, Float.NEGATIVE_INFINITY, Float.NaN}) {
        float[] none = new float[length];
        none[length - 1] = last;
        assertThat(scans.leastNonZero(none, length)).isEqualTo(Float.MAX_VALUE);
      }
    }
  }

  private static float leastNonZero(float[] x, int length) {
    float least = Float.MAX_VALUE;
    for (int i = 0; i < length; i++) {
      float magnitude = Math.abs(x[i]);
      least = magnitude > 0 ? Math.min(least, magnitude) : least;
    }
    return least;
  }

  /** Normal numbers and, every so often, a special one; what lies behind must not be read. */
  private static float[] draw(int length) {
    SplittableRandom random = new SplittableRandom(21);
    float[] x = new float[length + 600];
    for (int i = 0; i < x.length; i++) {
      boolean special = random.nextInt(9) == 0;
      x[i] = special ? SPECIAL[random.nextInt(SPECIAL.length)] : (float) random.nextDouble(-2, 2);
    }
    for (int i = length; i < x.length; i++) {
      x[i] = Float.NaN;
    }
    return x;
  }
}
