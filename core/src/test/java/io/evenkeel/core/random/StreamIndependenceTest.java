package io.evenkeel.core.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Streams, and stretches of one stream, have nothing to do with one another. */
class StreamIndependenceTest {
  private static final int N = 1 << 18;

  /** One stream and those that differ from it as little as can be. */
  private static List<RandomStream> neighbours() {
    List<RandomStream> streams = new ArrayList<>();
    for (Role role : Role.values()) {
      streams.add(RandomStream.of(7, role, 3));
    }
    for (int layer : new int[] {0, 1, 2, 4, 5, 259, -4}) {
      streams.add(RandomStream.of(7, Role.WEIGHT, layer));
    }
    for (long seed : new long[] {0, 6, 8, -8, 7 ^ (1L << 31), 7 ^ (1L << 63), 7 + Mixer.STEP}) {
      streams.add(RandomStream.of(seed, Role.WEIGHT, 3));
    }
    return streams;
  }

  /** Over n pairs the mean of x y, and of (x^2 - 1)(y^2 - 1) / 2, has mean 0 and variance 1 / n. */
  private static void assertUnrelated(String what, float[] a, int from, float[] b, int n) {
    double product = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double x = a[from + i];
      double y = b[i];
      product += x * y;
      squares += (x * x - 1) * (y * y - 1) / 2;
    }
    assertThat(product / Math.sqrt(n)).as(what).isBetween(-Bounds.Z, Bounds.Z);
    assertThat(squares / Math.sqrt(n)).as("%s, squared", what).isBetween(-Bounds.Z, Bounds.Z);
  }

  private static float[] normals(RandomStream stream) {
    float[] out = new float[N];
    stream.fillNormal(0, out, 0, N);
    return out;
  }

  @Test
  void neighbouringSeedsRolesAndLayers() {
    List<float[]> all = neighbours().stream().map(StreamIndependenceTest::normals).toList();
    for (int a = 0; a < all.size(); a++) {
      for (int b = 0; b < a; b++) {
        assertUnrelated("streams %s and %s".formatted(a, b), all.get(a), 0, all.get(b), N);
        assertUnrelated("shifted %s and %s".formatted(a, b), all.get(a), 1, all.get(b), N - 1);
      }
    }
  }

  @Test
  void laggedIndices() {
    float[] x = normals(RandomStream.of(8, Role.WEIGHT, 0));
    for (int lag = 1; lag <= 64; lag++) {
      assertUnrelated("lag " + lag, x, lag, x, N - lag);
    }
    for (int lag : new int[] {255, 256, 257, 511, 512, 513, 1024, 65536, 131072}) {
      assertUnrelated("lag " + lag, x, lag, x, N - lag);
    }
  }

  /** Half of the bits differ between neighbouring words: one variance per pair is 64 / 4. */
  @Test
  void everyBitChangesWithProbabilityOneHalf() {
    List<RandomStream> streams = neighbours();
    int n = 1 << 16;
    for (int s = 1; s < streams.size(); s++) {
      long[] flips = new long[64];
      for (int i = 0; i < n; i++) {
        long difference = streams.get(0).bits(i) ^ streams.get(s).bits(i);
        for (int bit = 0; bit < 64; bit++) {
          flips[bit] += (difference >>> bit) & 1;
        }
      }
      for (long flip : flips) {
        assertThat((flip - n / 2.0) / Math.sqrt(n / 4.0)).isBetween(-Bounds.Z, Bounds.Z);
      }
    }
  }

  /**
   * No word twice: for n words of 64 random bits a coincidence has a chance of n^2 / 2^65, here 5e
   * -8.
   */
  @Test
  void noWordIsRepeated() {
    Set<Long> seen = new HashSet<>();
    int words = 0;
    for (int seed = 0; seed < 10; seed++) {
      for (Role role : Role.values()) {
        for (int layer = 0; layer < 40; layer++) {
          RandomStream stream = RandomStream.of(seed, role, layer);
          for (int i = 0; i < 500; i++) {
            seen.add(stream.bits(i));
            words++;
          }
        }
      }
    }
    assertThat(seen).hasSize(words);
  }

  /** The normal and the uniform of different indices of one stream, both halves of a word. */
  @Test
  void bothNormalsOfAPairAreIndependent() {
    float[] x = normals(RandomStream.of(9, Role.INPUT, 0));
    float[] even = new float[N / 2];
    float[] odd = new float[N / 2];
    for (int i = 0; i < N / 2; i++) {
      even[i] = x[2 * i];
      odd[i] = x[2 * i + 1];
    }
    assertUnrelated("halves", even, 0, odd, N / 2);
  }

  /** The sum of squares of a block is chi-square: the radius in 512 dimensions is right too. */
  @Test
  void blocksHaveTheRightRadius() {
    float[] x = normals(RandomStream.of(10, Role.WEIGHT, 1));
    int blocks = N / 512;
    double variance = 0;
    for (int block = 0; block < blocks; block++) {
      double sum = 0;
      for (int i = 0; i < 512; i++) {
        sum += x[512 * block + i] * x[512 * block + i];
      }
      variance += (sum - 512) * (sum - 512) / blocks;
    }
    // Variance 2 * 512; of its estimate from 512 blocks: about 2 (2 * 512)^2 / 512.
    assertThat(variance / 1024 - 1)
        .isBetween(-Bounds.Z * Math.sqrt(2.0 / blocks), Bounds.Z * Math.sqrt(2.0 / blocks));
  }
}
