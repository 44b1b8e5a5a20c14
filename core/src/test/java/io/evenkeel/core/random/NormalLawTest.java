package io.evenkeel.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.activation.Erf;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The normals have the normal law: its body, its tails, its place on the grid of floats. */
@Execution(ExecutionMode.CONCURRENT)
class NormalLawTest {
  private static final int MANY = 10_000_000;
  private static final int CHUNK = 1 << 16;
  private static final Erf ERF = new Erf();

  /** Gives {@code n} normals, a chunk at a time. */
  private static void draw(long n, int layer, Consumer<float[]> consumer) {
    RandomStream stream = RandomStream.of(2024, Role.WEIGHT, layer);
    for (long first = 0; first < n; first += CHUNK) {
      float[] chunk = new float[(int) Math.min(CHUNK, n - first)];
      stream.fillNormal(first, chunk, 0, chunk.length);
      consumer.accept(chunk);
    }
  }

  private static double phi(double x) {
    return 0.5 + 0.5 * ERF.value(x / Math.sqrt(2));
  }

  /** The mean of H_k(x), a Hermite polynomial, is 0 and its variance k!. */
  @Test
  void momentsUpToTheSixth() {
    double[] sum = new double[7];
    draw(
        MANY,
        0,
        chunk -> {
          for (float x : chunk) {
            double before = 1;
            double hermite = x;
            for (int k = 1; k <= 6; k++) {
              sum[k] += hermite;
              double next = x * hermite - k * before;
              before = hermite;
              hermite = next;
            }
          }
        });
    double factorial = 1;
    for (int k = 1; k <= 6; k++) {
      factorial *= k;
      assertThat(sum[k] / Math.sqrt(MANY * factorial)).as("H%s", k).isBetween(-Bounds.Z, Bounds.Z);
    }
  }

  @Test
  void kolmogorovDistance() {
    int n = 1 << 20;
    float[] sorted = new float[n];
    RandomStream.of(3, Role.INPUT, 1).fillNormal(1, sorted, 0, n);
    Arrays.sort(sorted);
    double distance = 0;
    for (int i = 0; i < n; i++) {
      double p = phi(sorted[i]);
      distance = Math.max(distance, Math.max(p - (double) i / n, (i + 1.0) / n - p));
    }
    assertThat(distance).isLessThan(Bounds.kolmogorov(n));
  }

  /** Bins of equal probability, a twelve-hundredth of a standard deviation wide in the middle. */
  @Test
  void narrowBinsOfEqualProbabilityAreFilledEqually() {
    assertThat(pearson(MANY, 8192)).isLessThan(Bounds.chiSquare(8191));
  }

  @Tag("long")
  @Test
  void narrowBinsOfEqualProbabilityAreFilledEquallyByManyDraws() {
    assertThat(pearson(300_000_000L, 16384)).isLessThan(Bounds.chiSquare(16383));
  }

  private static double pearson(long n, int bins) {
    long[] counts = new long[bins];
    double[] table = new double[40_001];
    for (int i = 0; i < table.length; i++) {
      table[i] = phi(-8 + i * 4e-4) * bins;
    }
    draw(
        n,
        2,
        chunk -> {
          for (float x : chunk) {
            // Linear between points 4e-4 apart: an error of 1e-8 of probability.
            double at = (Math.max(-7.999, Math.min(7.999, x)) + 8) / 4e-4;
            int i = (int) at;
            counts[(int) (table[i] + (at - i) * (table[i + 1] - table[i]))]++;
          }
        });
    return Bounds.pearson(counts);
  }

  /** Two-sided probabilities 2 Q(3), 2 Q(3.5), 2 Q(4). */
  @Test
  void tailCounts() {
    double[] from = {3, 3.5, 4};
    double[] probability = {2.699796063260190e-3, 4.652581580710802e-4, 6.334248366623984e-5};
    checkTails(MANY, 3, from, probability);
  }

  /** 2 Q(4.5), 2 Q(5), 2 Q(5.5). */
  @Tag("long")
  @Test
  void tailCountsToFiveAndAHalf() {
    double[] from = {4.5, 5, 5.5};
    double[] probability = {6.795346249460120e-6, 5.733031437583870e-7, 3.797912493177544e-8};
    checkTails(100_000_000L, 4, from, probability);
  }

  private static void checkTails(long n, int layer, double[] from, double[] probability) {
    long[] left = new long[from.length];
    long[] right = new long[from.length];
    draw(
        n,
        layer,
        chunk -> {
          for (float x : chunk) {
            for (int t = 0; t < from.length; t++) {
              left[t] += x < -from[t] ? 1 : 0;
              right[t] += x > from[t] ? 1 : 0;
            }
          }
        });
    for (int t = 0; t < from.length; t++) {
      double mean = n * probability[t] / 2;
      assertThat((double) left[t]).isCloseTo(mean, within(Bounds.count(mean)));
      assertThat((double) right[t]).isCloseTo(mean, within(Bounds.count(mean)));
    }
  }

  /** Within the tail too: Q(|x|) / Q(2.95) is uniform. */
  @Test
  void lawWithinTheTail() {
    double from = 2.95;
    double[] tail = new double[MANY / 200];
    int[] found = {0};
    draw(
        MANY,
        5,
        chunk -> {
          for (float x : chunk) {
            if (Math.abs(x) > from) {
              tail[found[0]++] = (1 - phi(Math.abs(x))) / (1 - phi(from));
            }
          }
        });
    double[] sorted = Arrays.copyOf(tail, found[0]);
    Arrays.sort(sorted);
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      distance = Math.max(distance, Math.abs(sorted[i] - (i + 0.5) / sorted.length));
    }
    assertThat(sorted.length).isGreaterThan(30_000);
    assertThat(distance).isLessThan(Bounds.kolmogorov(sorted.length));
  }

  /**
   * The last 6 bits of the 24-bit significand take each value equally often (the density changes by
   * less than 2^-17 across 64 neighbouring floats), in each binade from [1/2, 1) down to where
   * 10,000 draws of 10^7 fall.
   */
  @Test
  void everyBitOfTheSignificandIsUsed() {
    long[][] counts = new long[11][64];
    draw(
        MANY,
        6,
        chunk -> {
          for (float x : chunk) {
            int binade = -1 - Math.getExponent(x);
            if (binade >= 0 && binade < counts.length) {
              counts[binade][Float.floatToRawIntBits(x) & 63]++;
            }
          }
        });
    for (long[] binade : counts) {
      assertThat(Arrays.stream(binade).sum()).isGreaterThan(3_000);
      assertThat(Bounds.pearson(binade)).isLessThan(Bounds.chiSquare(63));
    }
  }

  /** Near 0 the density is flat: |x| below 2^-10, scaled up, is uniform to the last bit. */
  @Test
  void nearZero() {
    long[] counts = new long[256];
    draw(
        MANY,
        7,
        chunk -> {
          for (float x : chunk) {
            if (Math.abs(x) < 0x1p-10f) {
              counts[(int) Math.floor((x + 0x1p-10f) * 0x1p17f)]++;
            }
          }
        });
    assertThat(Bounds.pearson(counts)).isLessThan(Bounds.chiSquare(255));
  }

  /**
   * Angles next to a zero of sine or cosine are told apart: of 15,600 normals below 2^-9 some 20
   * gaps are below 2^-31 and not 0; that there is none has a probability of 2e-9.
   */
  @Test
  void anglesNextToZeroAreFinelySpaced() {
    float[] near = new float[MANY / 500];
    int[] found = {0};
    draw(
        MANY,
        8,
        chunk -> {
          for (float x : chunk) {
            if (Math.abs(x) < 0x1p-9f) {
              near[found[0]++] = x;
            }
          }
        });
    Arrays.sort(near, 0, found[0]);
    int close = 0;
    for (int i = 1; i < found[0]; i++) {
      float gap = near[i] - near[i - 1];
      close += gap > 0 && gap < 0x1p-31f ? 1 : 0;
    }
    assertThat(close).isPositive();
  }

  /**
   * Each tail has further draws of its own: of 30,000 one is the same as the one before with a
   * probability of 1e-6 (2^-22 in a range of 0.3), five have 1e-9.
   */
  @Test
  void successiveTailDrawsDiffer() {
    float[] before = {0};
    int[] same = {0};
    draw(
        MANY,
        9,
        chunk -> {
          for (float x : chunk) {
            if (Math.abs(x) > 2.95f) {
              same[0] += Math.abs(x) == before[0] ? 1 : 0;
              before[0] = Math.abs(x);
            }
          }
        });
    assertThat(same[0]).isLessThan(5);
  }
}
