package io.evenkeel.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.kernel.RoundingKernel.Rounded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rounding to narrower formats, of plain loops and of the kernels in use: 16-bit formats against
 * PyTorch 1.13 ({@code golden/rounding}, made by the script beside the tables), 8-bit formats
 * against all values of their definition.
 */
class RoundingTest {
  private static final int PATTERNS = 1 << 16;
  private static final List<KernelSet> BOTH = List.of(KernelSet.plain(), Kernels.chosen());
  private static final WordKey KEY = WordKey.of(0x243F6A8885A308D3L, 0x13198A2E03707344L);

  /** From the formats' definitions; the last column is that of N(0, 1) for rounding to nearest. */
  @ParameterizedTest
  @CsvSource({
    "FP16, 65504, 6.10352e-5, 5.96046e-8, 65520, 4.29957e-8",
    "BF16, 3.38953e38, 1.17549e-38, 9.18355e-41, 3.39618e38, 2.75172e-6",
    "FP8_E5M2, 57344, 6.10352e-5, 1.52588e-5, 61440, 2.81776e-3",
    "FP8_E4M3, 448, 1.5625e-2, 1.95312e-3, 464, 7.04441e-4"
  })
  void rangesAndNoise(
      FloatFormat format,
      double largest,
      double normal,
      double smallest,
      double overflow,
      double noise) {
    double digits = 1e-5;
    assertThat((double) format.largest()).isCloseTo(largest, within(digits * largest));
    assertThat((double) format.smallestNormal()).isCloseTo(normal, within(digits * normal));
    assertThat((double) format.smallest()).isCloseTo(smallest, within(digits * smallest));
    float threshold = nextAfterLargest(format, overflow);
    float[] edge = {Math.nextDown(threshold), Math.nextUp(threshold)};
    assertThat(Kernels.rounding().round(format, edge, 0, edge, 0, 2).overflows()).isEqualTo(1);
    assertThat(edge[0]).isEqualTo(format.largest());

    float[] x = new float[DrawKernel.GROUP << 15];
    Kernels.draws().normals(KEY, 0, 1 << 15, 1f, x, 0);
    float[] rounded = new float[x.length];
    Kernels.rounding().round(format, x, 0, rounded, 0, x.length);
    Sample errors = squaredErrors(x, rounded);
    // The signal's mean square is 1 to 5 sqrt(2 / n): added to five standard errors of the noise.
    assertThat(errors.mean())
        .isCloseTo(noise, within(5 * errors.error() + noise * (digits + 5 * Math.sqrt(2e-6))));
  }

  /**
   * Why products are accumulated in float32: a bf16 accumulator rounds each partial sum, so that a
   * dot product of n terms has some n / 2 times the noise of its result's own rounding.
   */
  @ParameterizedTest
  @CsvSource({"256, 4096, 126", "4096, 1024, 2150"})
  void anAccumulatorInFewBitsIsMostlyNoise(int terms, int sums, double ratio) {
    SplittableRandom random = new SplittableRandom(terms);
    float[] narrow = new float[sums];
    float[] wide = new float[sums];
    for (int i = 0; i < terms; i++) {
      for (int k = 0; k < sums; k++) {
        float product = (float) (random.nextGaussian() * random.nextGaussian());
        narrow[k] += product;
        wide[k] += product;
      }
      Kernels.rounding().round(FloatFormat.BF16, narrow, 0, narrow, 0, sums);
    }
    float[] once = new float[sums];
    Kernels.rounding().round(FloatFormat.BF16, wide, 0, once, 0, sums);
    double times = squaredErrors(wide, narrow).mean() / squaredErrors(wide, once).mean();
    // Squares of normal errors: sqrt(2 / sums) each, and as much again for what rounds once.
    assertThat(times).isCloseTo(ratio, within(5 * 1.5 * Math.sqrt(2.0 / sums) * ratio));
  }

  private static float nextAfterLargest(FloatFormat format, double overflow) {
    double step = Math.ulp(format.largest()) * (1 << (23 - format.fractionBits()));
    float threshold = (float) (format.largest() + step / 2);
    assertThat((double) threshold).isCloseTo(overflow, within(1e-5 * overflow));
    return threshold;
  }

  /** Every pattern's value is its own; middles and their neighbours go where PyTorch sends them. */
  @ParameterizedTest
  @CsvSource({"FP16, fp16.gz", "BF16, bf16.gz"})
  void allPatternsBothWays(FloatFormat format, String file) throws IOException {
    ByteBuffer table = table(file);
    float[] wide = new float[PATTERNS];
    table.asFloatBuffer().get(wide);
    table.position(PATTERNS * Float.BYTES);
    float[] inputs = new float[3 * PATTERNS];
    float[] expected = new float[3 * PATTERNS];
    for (int pattern = 0; pattern < PATTERNS; pattern++) {
      float[] around = around(wide, pattern);
      for (int i = 0; i < 3; i++) {
        inputs[3 * pattern + i] = around[i];
        expected[3 * pattern + i] = wide[table.getShort() & 0xFFFF];
      }
    }
    for (KernelSet kernels : BOTH) {
      float[] rounded = new float[inputs.length];
      kernels.rounding().round(format, wide, 0, rounded, 0, PATTERNS);
      assertEqual(rounded, wide, wide, PATTERNS);
      kernels.rounding().round(format, inputs, 0, rounded, 0, inputs.length);
      assertEqual(rounded, expected, inputs, inputs.length);
    }
  }

  /** The middle between a pattern's value and the next larger magnitude, and its neighbours. */
  private static float[] around(float[] wide, int pattern) {
    float value = wide[pattern];
    if (!Float.isFinite(value)) {
      return new float[] {value, value, value};
    }
    double magnitude = Math.abs(value);
    double next = Math.abs(wide[pattern + 1]);
    double step =
        Double.isInfinite(next) ? magnitude - Math.abs(wide[pattern - 1]) : next - magnitude;
    float middle = (float) (magnitude + step / 2);
    float[] around = {middle, Math.nextDown(middle), Math.nextUp(middle)};
    for (int i = 0; i < around.length; i++) {
      around[i] = Math.copySign(around[i], pattern < PATTERNS / 2 ? 1f : -1f);
    }
    return around;
  }

  private static ByteBuffer table(String file) throws IOException {
    try (InputStream in = RoundingTest.class.getResourceAsStream("/golden/rounding/" + file);
        GZIPInputStream unzipped = new GZIPInputStream(in)) {
      return ByteBuffer.wrap(unzipped.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FP8_E4M3", "FP8_E5M2"})
  void eightBitsByDefinition(FloatFormat format) {
    double[] values = magnitudes(format);
    SplittableRandom random = new SplittableRandom(1);
    float[] x = new float[100_000];
    for (int i = 0; i < x.length; i++) {
      int at = i % (values.length - 1);
      double middle = (values[at] + values[at + 1]) / 2;
      float input =
          switch (i / (values.length - 1) % 5) {
            case 0 -> (float) values[at];
            case 1 -> (float) middle;
            case 2 -> Math.nextUp((float) middle);
            case 3 -> Math.nextDown((float) middle);
            default -> (float) (values[at + 1] * random.nextDouble());
          };
      x[i] = random.nextBoolean() ? input : -input;
    }
    float[] expected = new float[x.length];
    int flushed = 0;
    for (int i = 0; i < x.length; i++) {
      expected[i] = (float) Math.copySign(nearest(values, Math.abs(x[i])), x[i]);
      flushed += x[i] != 0 && expected[i] == 0 ? 1 : 0;
    }
    for (KernelSet kernels : BOTH) {
      float[] rounded = new float[x.length];
      Rounded lost = kernels.rounding().round(format, x, 0, rounded, 0, x.length);
      assertEqual(rounded, expected, x, x.length);
      assertThat(lost).isEqualTo(new Rounded(0, flushed));
    }
  }

  /** Finite values of the positive patterns of 8 bits, in their order, from the definition. */
  private static double[] magnitudes(FloatFormat format) {
    int fraction = format == FloatFormat.FP8_E4M3 ? 3 : 2;
    int bias = format == FloatFormat.FP8_E4M3 ? 7 : 15;
    // e4m3 has one NaN; e5m2 an infinity and three NaN.
    int finite = format == FloatFormat.FP8_E4M3 ? 127 : 124;
    double[] values = new double[finite];
    for (int pattern = 0; pattern < finite; pattern++) {
      int exponent = pattern >> fraction;
      double part = (pattern & ((1 << fraction) - 1)) / (double) (1 << fraction);
      values[pattern] =
          exponent == 0 ? Math.scalb(part, 1 - bias) : Math.scalb(1 + part, exponent - bias);
    }
    return values;
  }

  private static double nearest(double[] values, double x) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      double closer = Math.abs(x - values[best]) - Math.abs(x - values[i]);
      if (closer > 0 || (closer == 0 && i % 2 == 0)) {
        best = i;
      }
    }
    return values[best];
  }

  @ParameterizedTest
  @EnumSource
  void whatIsTooLargeOrNoNumber(FloatFormat format) {
    float inf = Float.POSITIVE_INFINITY;
    float beyond = format.hasInfinity() ? inf : format.largest();
    float ofInfinity = format.hasInfinity() ? inf : Float.NaN;
    float[] x = {inf, -inf, Float.NaN, Float.MAX_VALUE, -Float.MAX_VALUE, 0f, -0f, Float.MIN_VALUE};
    float[] expected = {ofInfinity, -ofInfinity, Float.NaN, beyond, -beyond, 0f, -0f, 0f};
    float[] many = new float[5 * x.length];
    float[] manyExpected = new float[many.length];
    for (int i = 0; i < many.length; i++) {
      many[i] = x[i % x.length];
      manyExpected[i] = expected[i % x.length];
    }
    for (KernelSet kernels : BOTH) {
      float[] rounded = new float[many.length];
      Rounded lost = kernels.rounding().round(format, many, 0, rounded, 0, many.length);
      assertEqual(rounded, manyExpected, many, many.length);
      assertThat(lost).isEqualTo(new Rounded(10, 5));
      kernels
          .rounding()
          .roundAtRandom(format, new int[many.length], 0, many, 0, rounded, 0, many.length);
      assertThat(Float.compare(rounded[0], ofInfinity)).isZero();
      assertThat(rounded[2]).isNaN();
      assertThat(rounded[5]).isZero();
    }
  }

  /** Of all words that differ in what matters, as many round up as the value is far up. */
  @ParameterizedTest
  @EnumSource
  void roundingAtRandomHasTheValueForItsMean(FloatFormat format) {
    int excess = 23 - format.fractionBits();
    int size = 1 << excess;
    int[] words = new int[size];
    Arrays.setAll(words, i -> i | 0xA000_0000);
    float[] x = new float[size];
    for (float value : new float[] {1.1f, 1.99999f, -3.3f, 1f}) {
      Arrays.fill(x, value);
      for (KernelSet kernels : BOTH) {
        float[] rounded = new float[size];
        kernels.rounding().roundAtRandom(format, words.clone(), 0, x, 0, rounded, 0, size);
        double sum = 0;
        for (float r : rounded) {
          sum += r;
        }
        // Multiples of 2^-24 below 4 of which there are 2^21 at most: exact.
        assertThat(sum / size).isEqualTo(value);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void subnormalValuesAtRandom(FloatFormat format) {
    int count = DrawKernel.GROUP << 13;
    int[] words = new int[count];
    Kernels.draws().words(KEY, 7, 1 << 13, words, 0);
    float[] x = new float[count];
    for (float share : new float[] {0.3f, 2.71f, 0.01f, 1e-4f}) {
      Arrays.fill(x, share * format.smallest());
      for (KernelSet kernels : BOTH) {
        float[] rounded = new float[count];
        kernels.rounding().roundAtRandom(format, words.clone(), 0, x, 0, rounded, 0, count);
        double sum = 0;
        for (float r : rounded) {
          sum += r / format.smallest();
        }
        double exact = (double) x[0] / format.smallest();
        double up = exact - Math.floor(exact);
        double error = Math.sqrt(up * (1 - up) / count);
        assertThat(sum / count).isCloseTo(exact, within(5 * error));
      }
    }
  }

  /** Errors uniform over a step have q^2 / 12 to the nearest value and q^2 / 6 at random. */
  @ParameterizedTest
  @EnumSource
  void roundingAtRandomHasTwiceTheNoise(FloatFormat format) {
    int count = DrawKernel.GROUP << 14;
    float[] x = new float[count];
    // Within one step's length of exponents all steps are alike.
    Kernels.draws().affine(KEY, 0, 1 << 14, 1f, 1f, x, 0);
    int[] words = new int[count];
    Kernels.draws().words(KEY, 1 << 20, 1 << 14, words, 0);
    float[] nearest = new float[count];
    float[] random = new float[count];
    Kernels.rounding().round(format, x, 0, nearest, 0, count);
    Kernels.rounding().roundAtRandom(format, words, 0, x, 0, random, 0, count);
    Sample ofNearest = squaredErrors(x, nearest);
    Sample ofRandom = squaredErrors(x, random);
    double error = Math.hypot(ofRandom.error(), 2 * ofNearest.error());
    // Draws are multiples of 2^-24 to 2^-23, which ties of fp16's steps of 2^-10 notice by 2^-12.
    double grain = Math.scalb(ofNearest.mean(), -10);
    assertThat(ofRandom.mean()).isCloseTo(2 * ofNearest.mean(), within(5 * error + grain));
  }

  private record Sample(double mean, double error) {}

  private static Sample squaredErrors(float[] x, float[] rounded) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      double difference = (double) rounded[i] - x[i];
      sum += difference * difference;
      squares += Math.pow(difference, 4);
    }
    double mean = sum / x.length;
    return new Sample(mean, Math.sqrt((squares / x.length - mean * mean) / x.length));
  }

  @ParameterizedTest
  @EnumSource
  void anyBitsAnyLength(FloatFormat format) {
    SplittableRandom random = new SplittableRandom(2);
    for (int length : new int[] {0, 1, 7, 16, 33, 5000}) {
      float[] x = new float[length + 3];
      int[] words = new int[length + 2];
      for (int i = 0; i < x.length; i++) {
        x[i] = Float.intBitsToFloat(random.nextInt());
      }
      Arrays.setAll(words, i -> random.nextInt());
      float[] expected = new float[length + 1];
      float[] actual = new float[length + 1];
      RoundingKernel plain = KernelSet.plain().rounding();
      assertThat(Kernels.rounding().round(format, x, 3, actual, 1, length))
          .isEqualTo(plain.round(format, x, 3, expected, 1, length));
      assertThat(bits(actual)).isEqualTo(bits(expected));
      assertThat(
              Kernels.rounding().roundAtRandom(format, words.clone(), 2, x, 3, actual, 1, length))
          .isEqualTo(plain.roundAtRandom(format, words, 2, x, 3, expected, 1, length));
      assertThat(bits(actual)).isEqualTo(bits(expected));
    }
  }

  @Test
  void wordsAreThoseOfTheirPairs() {
    int[] words = new int[DrawKernel.GROUP * 3];
    for (KernelSet kernels : BOTH) {
      kernels.draws().words(KEY, 48, 3, words, 0);
      for (int pair = 0; pair < DrawKernel.PAIRS * 3; pair++) {
        int at = pair / DrawKernel.PAIRS * DrawKernel.GROUP + pair % DrawKernel.PAIRS;
        long both = WordPair.at(KEY, 48 + pair);
        assertThat(words[at]).isEqualTo((int) both);
        assertThat(words[at + DrawKernel.PAIRS]).isEqualTo((int) (both >> Integer.SIZE));
      }
    }
  }

  private static int[] bits(float[] x) {
    int[] bits = new int[x.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(x[i]));
    return bits;
  }

  private static void assertEqual(float[] actual, float[] expected, float[] inputs, int length) {
    for (int i = 0; i < length; i++) {
      if (Float.floatToIntBits(actual[i]) != Float.floatToIntBits(expected[i])) {
        assertThat(Float.toString(actual[i]))
            .as("%s (value %s) rounded", inputs[i], i)
            .isEqualTo(Float.toString(expected[i]));
      }
    }
  }
}
