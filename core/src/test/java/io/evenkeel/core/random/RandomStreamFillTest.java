package io.evenkeel.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A draw depends on its index alone: not on the fill it is part of, nor on the array. */
class RandomStreamFillTest {
  private static final RandomStream STREAM = RandomStream.of(5, Role.INPUT, 0);
  private static final List<Long> FIRST =
      List.of(0L, 1L, 16L, 31L, -3L, -512L, (1L << 33) - 50, (1L << 40) + 1, Long.MIN_VALUE / 2);

  /** Around one group of 32 draws, and around one block of 128 groups. */
  private static final List<Integer> LENGTHS =
      List.of(0, 1, 2, 15, 17, 31, 32, 33, 65, 4095, 4096, 4097, 4200);

  private interface Fill {
    void run(long first, float[] out, int offset, int length);
  }

  private interface Draw {
    float at(long index);
  }

  @Test
  void normals() {
    check(STREAM::fillNormal, STREAM::normal);
  }

  @Test
  void uniforms() {
    check(STREAM::fillUniform, STREAM::uniform);
  }

  @Test
  void uniformsOfARange() {
    check(
        (first, out, offset, length) -> STREAM.fillUniform(first, -0.3f, 0.4f, out, offset, length),
        index -> -0.3f + (0.4f + 0.3f) * STREAM.uniform(index));
  }

  @Test
  void symmetricUniforms() {
    check(
        (first, out, offset, length) -> STREAM.fillSymmetric(first, 0.7f, out, offset, length),
        index -> quarter(word(index)) * 0.7f);
  }

  /** Of each 32 indices the first 16 have the first words of 16 pairs, the others the second. */
  private static int word(long index) {
    long pair = 16 * Math.floorDiv(index, 32L) + Math.floorMod(index, 16L);
    return (int) (STREAM.bits(pair) >>> (2 * (index & 16)));
  }

  private static float quarter(int draw) {
    return (float) ((draw + 0.25) * 0x1p-31);
  }

  private static void check(Fill fill, Draw draw) {
    for (long first : FIRST) {
      for (int length : LENGTHS) {
        for (int offset : new int[] {0, 1, 7}) {
          float[] out = new float[offset + length + 3];
          Arrays.fill(out, -77f);
          fill.run(first, out, offset, length);
          float[] expected = new float[out.length];
          Arrays.fill(expected, -77f);
          for (int i = 0; i < length; i++) {
            expected[offset + i] = draw.at(first + i);
          }
          assertThat(out).as("%s draws from %s", length, first).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void aFillOutsideTheArrayIsRefusedBeforeItWrites() {
    float[] out = new float[10];
    for (int[] wrong : new int[][] {{-1, 3}, {8, 3}, {0, 11}, {0, -1}, {11, 0}}) {
      assertThatThrownBy(() -> STREAM.fillNormal(0, out, wrong[0], wrong[1]))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> STREAM.fillUniform(0, out, wrong[0], wrong[1]))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> STREAM.fillSymmetric(0, 1, out, wrong[0], wrong[1]))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThat(out).containsOnly(0f);
  }

  @Test
  void threadsDoNotDisturbOneAnother() {
    float[] expected = normals(0);
    List<float[]> all = IntStream.range(0, 64).parallel().mapToObj(i -> normals(i % 2)).toList();
    for (int i = 0; i < all.size(); i += 2) {
      assertThat(all.get(i)).isEqualTo(expected);
    }
  }

  private static float[] normals(int layer) {
    float[] out = new float[20_000];
    RandomStream.of(5, Role.WEIGHT, layer).fillNormal(0, out, 0, out.length);
    return out;
  }

  @Test
  void noWholeNumberIsBelowZero() {
    assertThatThrownBy(() -> STREAM.below(0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound must be at least 1, got 0");
  }
}
