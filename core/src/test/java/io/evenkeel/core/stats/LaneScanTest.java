package io.evenkeel.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer is exact, so each is compared with that of a plain loop; lengths around a block. */
class LaneScanTest {
  private static final float[] SPECIAL = {
    0, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE, 0.01f, -0.01f
  };

  private final LaneScan scan = new LaneScan();

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 511, 512, 513, 1024, 1700})
  void largestMagnitude(int length) {
    float[] x = draw(length);
    float largest = 0;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, Math.abs(x[i]));
    }
    assertThat(scan.largestMagnitude(x, length)).isEqualTo(largest);
    x[length / 2] = Float.NaN;
    assertThat(scan.largestMagnitude(x, length)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 511, 512, 513, 1024, 1700})
  void leastThatIsNotZero(int length) {
    float[] x = draw(length);
    for (int i = 0; i < length; i++) {
      x[i] = Math.abs(x[i]) < 0.5f ? 0 : x[i];
    }
    assertThat(scan.leastNonZero(x, length)).isEqualTo(leastNonZero(x, length));
    x[length - 1] = -Float.MIN_VALUE;
    assertThat(scan.leastNonZero(x, length)).isEqualTo(Float.MIN_VALUE);
    x[0] = Float.NaN;
    assertThat(scan.leastNonZero(x, length)).isEqualTo(leastNonZero(x, length));
    assertThat(scan.leastNonZero(new float[length], length)).isEqualTo(Float.MAX_VALUE);
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
