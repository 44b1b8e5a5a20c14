package io.evenkeel.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;

/** Arrays for tests of kernels, and what they are compared with. */
final class KernelArrays {
  static final KernelSet PLAIN = KernelSet.plain();

  private KernelArrays() {}

  static double[] widened(float[] x) {
    double[] wide = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wide[i] = x[i];
    }
    return wide;
  }

  static float[] random(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = (float) random.nextDouble(-1, 1);
    }
    return x;
  }

  /** Small whole numbers, zeros of either sign, an infinity and NaN. */
  static double[] special(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] some = {-2, -1, -0.0, 0, 1, 2, Double.POSITIVE_INFINITY, Double.NaN, 0.5, -0.5};
    return random.ints(length, 0, some.length).mapToDouble(i -> some[i]).toArray();
  }

  static void assertSameBits(float[] actual, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(Float.floatToRawIntBits(actual[i]))
          .as("value %s", i)
          .isEqualTo(Float.floatToRawIntBits(expected[i]));
    }
  }
}
