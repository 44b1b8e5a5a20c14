package io.evenkeel.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Known answers. Those of the streams were computed by a Python program with whole-number
 * arithmetic and 40-digit mpmath, written from the class comments: key, words, and the normals by
 * logarithm, root, sine and cosine.
 */
class RandomStreamVectorsTest {
  private static final RandomStream STREAM = RandomStream.of(42, Role.WEIGHT, 7);

  /**
   * The first three outputs of SplitMix64 for seed 1234567, as S. Vigna's C program prints them.
   */
  @Test
  void mixingIsThatOfSplitMix64() {
    long[] expected = {6457827717110365317L, 3203168211198807973L, -8629252141511181193L};
    long state = 1234567;
    for (long word : expected) {
      state += Mixer.STEP;
      assertThat(Mixer.mix(state)).isEqualTo(word);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, INPUT, 0, 2d443fbb33d62842, 19eac9dd52b9d515, 7a37b26fb93a45e4",
    "1, WEIGHT, 3, 7c2900d0de3df8f8, a9cb0df9cbfa51ce, 1f0b34d3a832eebe",
    "-1, COTANGENT, 99, 441afb786fafe834, 879ec6d40dd2a1b7, 44c8cb1df8bd874b",
    "4611686018427400249, BIAS, -1, f6718be4e57724b2, c1297fff6f841e7, ba84b04e0052686f"
  })
  void words(long seed, Role role, int layer, String at0, String at1, String atTwoTo40And7) {
    RandomStream stream = RandomStream.of(seed, role, layer);
    assertThat(Long.toHexString(stream.bits(0))).isEqualTo(at0);
    assertThat(Long.toHexString(stream.bits(1))).isEqualTo(at1);
    assertThat(Long.toHexString(stream.bits((1L << 40) + 7))).isEqualTo(atTwoTo40And7);
  }

  @Test
  void uniforms() {
    float[] uniforms = new float[8];
    STREAM.fillUniform(-2, uniforms, 0, 8);
    assertThat(uniforms)
        .containsExactly(
            0.4661764f,
            0.088583946f,
            0.5407089f,
            0.8920328f,
            0.7537122f,
            0.92783463f,
            0.2068975f,
            0.22153258f);
    float[] symmetric = new float[6];
    STREAM.fillSymmetric(14, 0.25f, symmetric, 0, 6);
    assertThat(symmetric)
        .containsExactly(
            -0.20034361f, -0.24249193f, 0.14662176f, -0.22978482f, -0.059365906f, 0.07350489f);
  }

  @Test
  void wholeNumbers() {
    int[] expected = {293, 540, 881, 147, 822, 676, 183, 103};
    for (int i = 0; i < expected.length; i++) {
      assertThat(STREAM.below(1000, i)).isEqualTo(expected[i]);
    }
  }

  /** Radius and sine are good to 2 ulp each. */
  @ParameterizedTest
  @CsvSource({
    "-1, 0.44366604, body",
    "0, -1.5304093, body",
    "1, -0.1733553, body",
    "2, 1.5423437, body",
    "3, -1.1665655, body",
    "4, -0.70627034, body",
    "5, 0.42472807, body",
    "6, -0.6240742, body",
    "7, -1.3336773, body",
    "16, -2.015059, body",
    "17, 1.3574857, body",
    "31, -0.054497987, body",
    "32, 0.26392344, body",
    "48, 0.0026668853, body",
    "1099511627781, -0.6311841, body",
    "77634, 4.1094494, rare cell",
    "77650, -3.2486014, rare cell",
    "214085, 2.8669913, rare cell",
    "214101, 4.2769413, rare cell",
    "284738, -3.733649, rare cell",
    "284754, 3.7077262, rare cell",
    "2136417, 5.600201, rare cell",
    "2136433, 2.3466818, rare cell",
    "53860, -5.5346834e-05, next to 0",
    "54918, 1.8421682e-05, next to 0",
    "161450, 4.0660114e-05, next to 0",
    "195089, -2.1801297e-05, next to 0"
  })
  void normals(long index, float expected) {
    assertThat(STREAM.normal(index)).isCloseTo(expected, within(4 * Math.ulp(expected)));
    float[] one = new float[1];
    STREAM.fillNormal(index, one, 0, 1);
    assertThat(one[0]).isEqualTo(STREAM.normal(index));
  }
}
