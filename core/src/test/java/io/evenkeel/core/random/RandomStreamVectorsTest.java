package io.evenkeel.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Known answers. Those of the streams were computed by a Python program with whole-number
 * arithmetic and 40-digit mpmath, written from the class comments: key, words, edges by bisection,
 * alias table, wedges and tails without their short cuts.
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
    "0, INPUT, 0, 8ac7998da1db8208, da8b29efcd6a5bbc, 1da64365ec6795bc",
    "1, WEIGHT, 3, 9d559cae2a65aed9, d3acc0e34183573e, 18e20c648a9b9df7",
    "-1, COTANGENT, 99, ed25cb441f9db5bb, a2d2ff1906dd5779, b19de52b276e2f85",
    "4611686018427400249, BIAS, -1, 885b52ef34d7e4c3, 79c4bd1c44019d4f, 481d0cbcce09c4a4"
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
            0.29896367f,
            0.39111882f,
            0.4278965f,
            0.43768132f,
            0.47541088f,
            0.0012492537f,
            0.06825763f,
            0.491386f);
    float[] symmetric = new float[6];
    STREAM.fillSymmetric(0, 0.25f, symmetric, 0, 6);
    assertThat(symmetric)
        .containsExactly(
            -0.036051735f,
            -0.031159328f,
            -0.012294545f,
            -0.24937534f,
            -0.21587116f,
            -0.0043069962f);
  }

  @Test
  void wholeNumbers() {
    int[] expected = {937, 501, 991, 338, 933, 8, 809, 996};
    for (int i = 0; i < expected.length; i++) {
      assertThat(STREAM.below(1000, i)).isEqualTo(expected[i]);
    }
  }

  /** Rounded alike, for none of these is near the middle between two floats. */
  @ParameterizedTest
  @CsvSource({
    "-1, -1.58637273311615, rectangle",
    "0, 1.7800276279449463, rectangle",
    "1, 1.843812346458435, rectangle",
    "2, -2.2046914100646973, rectangle",
    "3, 0.6709159016609192, rectangle",
    "4, -0.7796419858932495, rectangle",
    "5, 2.551253080368042, rectangle",
    "6, 0.9938905239105225, rectangle",
    "7, -0.4327034056186676, rectangle",
    "108, -0.0011453480692580342, next to 0",
    "247, 0.0009808660252019763, next to 0",
    "650, 4.8273057473124936e-05, next to 0",
    "921, -0.0007081391522660851, next to 0",
    "1333, 2.9100162982940674, wedge",
    "1671, 1.124495029449463, wedge",
    "2081, -2.9738571643829346, wedge",
    "3118, -1.4449046850204468, wedge at the second attempt",
    "19957, 1.1066008806228638, wedge at the second attempt",
    "21523, 1.9157015085220337, wedge at the second attempt",
    "321, -3.4657998085021973, tail",
    "1827, -4.146850109100342, tail",
    "2089, -3.590244770050049, tail",
    "2392, -4.61304235458374, tail at the second attempt",
    "6926, 3.9007298946380615, tail at the second attempt",
    "18100, 4.408318996429443, tail at the second attempt"
  })
  void normals(long index, float expected) {
    assertThat(STREAM.normal(index)).isCloseTo(expected, within(Math.ulp(expected)));
  }

  @Test
  void rectanglesEndWhereNoneOfTheirAreaFits() {
    double[] edge = RectangleWedgeTail.edges();
    double last = edge[RectangleWedgeTail.PER_SIDE];
    assertThat(last).isCloseTo(3.254469755239253, within(1e-10));
    double largest = (last + Math.sqrt(last * last + 4)) / 2;
    assertThat((largest - last) * RectangleWedgeTail.density(largest))
        .isLessThan(RectangleWedgeTail.area());
  }
}
