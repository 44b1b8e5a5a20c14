package io.evenkeel.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever kernels this Java VM runs, they give the bits of the plain ones; and the plain ones are
 * what they say they are, against sums in double precision.
 */
class KernelsTest {
  private static final KernelSet PLAIN = KernelSet.plain();
  private static final WordKey KEY = WordKey.of(0x0123456789ABCDEFL, 0x0FEDCBA987654321L);

  @Test
  void theModuleIsThereForTests() {
    assertThat(ModuleLayer.boot().findModule(Kernels.MODULE)).isPresent();
  }

  /** Skipped, so that it shows, where the tests below compare plain loops with themselves. */
  @Test
  void vectorsAreThereToBeComparedWithPlainLoops() {
    assumeThat(Kernels.name()).isNotEqualTo(KernelChoice.PLAIN);
    assertThat(Kernels.name()).isIn("vector256", "vector512");
  }

  /** As a Java VM 17 tells of itself with -Xint, with -XX:TieredStopAtLevel=1 and without. */
  @Test
  void withoutTheOptimisingCompilerLoopsArePlain() {
    assertThat(Kernels.optimised("interpreted mode, sharing")).isFalse();
    assertThat(Kernels.optimised("mixed mode, emulated-client, sharing")).isFalse();
    assertThat(Kernels.optimised("mixed mode, sharing")).isTrue();
    assertThat(Kernels.optimised("mixed mode")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "16, 3", "-32, 5", "2147483640, 2", "1000000, 4096"})
  void draws(int firstPair, int groups) {
    int length = DrawKernel.GROUP * groups;
    float[] expected = new float[length + 9];
    float[] actual = new float[length + 9];
    int least = PLAIN.draws().normals(KEY, firstPair, groups, 0.3f, expected, 5);
    assertThat(Kernels.draws().normals(KEY, firstPair, groups, 0.3f, actual, 5)).isEqualTo(least);
    assertSameBits(actual, expected);
    PLAIN.draws().symmetric(KEY, firstPair, groups, 0.7f, expected, 5);
    Kernels.draws().symmetric(KEY, firstPair, groups, 0.7f, actual, 5);
    assertSameBits(actual, expected);
    PLAIN.draws().affine(KEY, firstPair, groups, -0.2f, 1.7f, expected, 5);
    Kernels.draws().affine(KEY, firstPair, groups, -0.2f, 1.7f, actual, 5);
    assertSameBits(actual, expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "3, 5, 7",
    "8, 16, 32",
    "16, 256, 256",
    "8, 96, 33",
    "16, 33, 41",
    "17, 20, 24",
    "24, 64, 12",
    "32, 100, 51",
    "40, 9, 8"
  })
  void layerProducts(int rows, int in, int out) {
    float[] x = random(1, rows * in);
    float[] d = random(2, rows * out);
    float[] w = random(3, in * out);
    float[] room = new float[ProductKernel.room(rows, in, out)];
    float[] expected = new float[rows * out];
    float[] actual = new float[rows * out];
    PLAIN.products().forward(x, w, expected, rows, in, out, room);
    Arrays.fill(room, Float.NaN);
    Kernels.products().forward(x, w, actual, rows, in, out, room);
    assertSameBits(actual, expected);
    for (int i = 0; i < rows * out; i++) {
      double sum = 0;
      double size = 0;
      for (int k = 0; k < in; k++) {
        double product = (double) x[i / out * in + k] * w[i % out * in + k];
        sum += product;
        size += Math.abs(product);
      }
      assertThat((double) expected[i]).isCloseTo(sum, within(in * 0x1p-24 * size));
    }
    expected = new float[rows * in];
    actual = new float[rows * in];
    PLAIN.products().backward(d, w, expected, rows, out, in, room);
    Arrays.fill(room, Float.NaN);
    Kernels.products().backward(d, w, actual, rows, out, in, room);
    assertSameBits(actual, expected);
    for (int i = 0; i < rows * in; i++) {
      double sum = 0;
      double size = 0;
      for (int k = 0; k < out; k++) {
        double product = (double) d[i / in * out + k] * w[k * in + i % in];
        sum += product;
        size += Math.abs(product);
      }
      assertThat((double) expected[i]).isCloseTo(sum, within(out * 0x1p-24 * size));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 5, 7", "16, 256, 256", "17, 33, 41", "32, 100, 51", "8, 10, 300"})
  void weightGradients(int rows, int in, int out) {
    float[] d = random(20, rows * out);
    float[] x = random(21, rows * in);
    float[] expected = new float[out * in];
    float[] actual = new float[out * in];
    Arrays.fill(actual, Float.NaN);
    PLAIN.products().weightGradient(d, x, expected, rows, out, in);
    Kernels.products().weightGradient(d, x, actual, rows, out, in);
    assertSameBits(actual, expected);
    for (int i = 0; i < out * in; i++) {
      double sum = 0;
      double size = 0;
      for (int row = 0; row < rows; row++) {
        double product = (double) d[row * out + i / in] * x[row * in + i % in];
        sum += product;
        size += Math.abs(product);
      }
      assertThat((double) expected[i]).isCloseTo(sum, within(rows * 0x1p-24 * size));
    }
  }

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

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 16, 21, 256})
  void normalisations(int units) {
    int from = 3;
    float[] x = random(23, from + units);
    float[] y = random(24, from + units);
    double[] first = widened(random(25, units));
    double[] second = widened(random(26, units));
    double[] factors = widened(random(27, units));
    float[][] normalised = new float[4][from + units];
    double[][] projected = new double[4][from + units];
    KernelSet[] sets = {PLAIN, Kernels.chosen()};
    for (int set = 0; set < 2; set++) {
      NormKernel kernel = sets[set].norms();
      kernel.normalise(x, from, units, 0.3, 0.7, normalised[set]);
      kernel.normalise(x, from, units, first, factors, normalised[2 + set]);
      kernel.project(x, y, from, units, 0.3, -0.2, 0.7, projected[set]);
      kernel.project(x, y, from, units, first, second, factors, projected[2 + set]);
    }
    assertSameBits(normalised[1], normalised[0]);
    assertSameBits(normalised[3], normalised[2]);
    assertThat(projected[1]).isEqualTo(projected[0]);
    assertThat(projected[3]).isEqualTo(projected[2]);
    for (int unit = 0; unit < units; unit++) {
      int i = from + unit;
      assertThat(normalised[0][i]).isEqualTo((float) ((x[i] - 0.3) * 0.7));
      assertThat(normalised[2][i]).isEqualTo((float) ((x[i] - first[unit]) * factors[unit]));
      assertThat(projected[0][i]).isEqualTo((x[i] - 0.3 + 0.2 * y[i]) * 0.7);
      assertThat(projected[2][i])
          .isEqualTo((x[i] - first[unit] - second[unit] * y[i]) * factors[unit]);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 7", "4, 16", "5, 21", "16, 256", "7, 37"})
  void sumsOfRowsAndUnits(int rows, int units) {
    float[] x = random(28, rows * units);
    float[] y = random(29, rows * units);
    double[] rowCentres = widened(random(30, rows));
    double[] unitCentres = widened(random(31, units));
    double[][] ofRows = new double[6][rows];
    double[][] ofUnits = new double[6][units];
    KernelSet[] sets = {PLAIN, Kernels.chosen()};
    for (int set = 0; set < 2; set++) {
      SumKernel kernel = sets[set].sums();
      kernel.rows(x, rows, units, ofRows[set]);
      kernel.rowSquares(x, rowCentres, rows, units, ofRows[2 + set]);
      kernel.rowProducts(x, y, rows, units, ofRows[4 + set]);
      for (int row = 0; row < rows; row++) {
        kernel.addRow(x, row * units, units, ofUnits[set]);
        kernel.addSquares(x, unitCentres, row * units, units, ofUnits[2 + set]);
        kernel.addProducts(x, y, row * units, units, ofUnits[4 + set]);
      }
    }
    for (int sum = 0; sum < 6; sum += 2) {
      assertThat(ofRows[sum + 1]).isEqualTo(ofRows[sum]);
      assertThat(ofUnits[sum + 1]).isEqualTo(ofUnits[sum]);
    }
    for (int row = 0; row < rows; row++) {
      int first = row * units;
      double centre = rowCentres[row];
      assertSum(ofRows[0][row], units, unit -> x[first + unit]);
      assertSum(ofRows[2][row], units, unit -> Math.pow(x[first + unit] - centre, 2));
      assertSum(ofRows[4][row], units, unit -> (double) x[first + unit] * y[first + unit]);
    }
    for (int unit = 0; unit < units; unit++) {
      int first = unit;
      double centre = unitCentres[unit];
      assertSum(ofUnits[0][unit], rows, row -> x[row * units + first]);
      assertSum(ofUnits[2][unit], rows, row -> Math.pow(x[row * units + first] - centre, 2));
      assertSum(
          ofUnits[4][unit], rows, row -> (double) x[row * units + first] * y[row * units + first]);
    }
  }

  /** A sum of so many terms to the errors of its additions. */
  private static void assertSum(double actual, int count, IntToDoubleFunction term) {
    double sum = 0;
    double size = 0;
    for (int i = 0; i < count; i++) {
      sum += term.applyAsDouble(i);
      size += Math.abs(term.applyAsDouble(i));
    }
    assertThat(actual).isCloseTo(sum, within((count + 2) * 0x1p-52 * size));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 2, 5", "4, 8, 16", "16, 32, 256", "16, 17, 45", "64, 128, 100"})
  void combinations(int rows, int inner, int columns) {
    int stride = columns + 3;
    float[] a = random(6, rows * inner);
    float[] b = random(7, inner * stride);
    float[] expected = new float[rows * columns];
    float[] actual = new float[rows * columns];
    float[] room = new float[CombinationKernel.floats(inner)];
    PLAIN.combinations().combine(a, rows, inner, b, stride, columns, expected, room);
    Kernels.combinations().combine(a, rows, inner, b, stride, columns, actual, room);
    assertSameBits(actual, expected);
    for (int i = 0; i < rows * columns; i++) {
      double sum = 0;
      double size = 0;
      for (int k = 0; k < inner; k++) {
        double product = (double) a[i / columns * inner + k] * b[k * stride + i % columns];
        sum += product;
        size += Math.abs(product);
      }
      assertThat((double) expected[i]).isCloseTo(sum, within(inner * 0x1p-24 * size));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 9", "4, 16", "16, 256", "18, 45", "64, 100"})
  void lowerCombinations(int rows, int columns) {
    double[] a = new double[rows * rows];
    float[] entries = random(8, rows * rows);
    int[] from = new int[rows];
    for (int row = 0; row < rows; row++) {
      from[row] = (rows - 1 - row) * columns;
      for (int k = 0; k <= row; k++) {
        a[row * rows + k] = entries[row * rows + k] * 1.1;
      }
    }
    float[] x = random(9, rows * columns);
    int stride = columns + 1;
    float[] expected = new float[2 + rows * stride];
    float[] actual = new float[2 + rows * stride];
    double[] room = new double[CombinationKernel.doubles(rows)];
    PLAIN.combinations().combineLower(a, rows, x, from, columns, expected, 2, stride, room);
    Kernels.combinations().combineLower(a, rows, x, from, columns, actual, 2, stride, room);
    assertSameBits(actual, expected);
    for (int i = 0; i < rows * columns; i++) {
      int row = i / columns;
      double sum = 0;
      for (int k = 0; k <= row; k++) {
        sum += a[row * rows + k] * x[from[k] + i % columns];
      }
      float entry = expected[2 + row * stride + i % columns];
      // 1e-7 of the sum for the rounding to float32, and what the sums in double lose.
      assertThat((double) entry).isCloseTo(sum, within(1e-7 * Math.abs(sum) + 1e-13 * rows));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "3, 5, 7",
    "2, 11, 9",
    "16, 16, 256",
    "16, 32, 1000",
    "5, 6, 515",
    "7, 12, 40",
    "64, 64, 128"
  })
  void scalarProducts(int aRows, int bRows, int units) {
    float[] a = random(10, aRows * (units + 1));
    float[] b = random(11, 4 + bRows * (units + 2));
    double[] expected = new double[aRows * bRows];
    double[] actual = new double[aRows * bRows];
    Arrays.fill(actual, 7);
    Rows left = new Rows(a, 0, units + 1, aRows);
    Rows right = new Rows(b, 4, units + 2, bRows);
    PLAIN.dots().dots(left, right, units, false, expected);
    Kernels.dots().dots(left, right, units, false, actual);
    assertThat(actual).isEqualTo(expected);
    for (int i = 0; i < aRows * bRows; i++) {
      double sum = 0;
      double size = 0;
      for (int unit = 0; unit < units; unit++) {
        double factor = a[i / bRows * (units + 1) + unit];
        double product = factor * b[4 + i % bRows * (units + 2) + unit];
        sum += product;
        size += Math.abs(product);
      }
      // A lane adds at most 64 products in float32.
      assertThat(expected[i]).isCloseTo(sum, within(64 * 0x1p-24 * size + 1e-12));
    }
    double[] gram = new double[aRows * aRows];
    double[] other = new double[aRows * aRows];
    PLAIN.dots().dots(left, left, units, true, gram);
    Kernels.dots().dots(left, left, units, true, other);
    assertSameUpperTriangles(other, gram, aRows);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "3, 5, 7",
    "2, 11, 9",
    "16, 16, 128",
    "6, 5, 126",
    "7, 12, 40",
    "64, 64, 128"
  })
  void scalarProductsInDoublePrecision(int aRows, int bRows, int units) {
    double[] a = widened(random(12, aRows * units));
    double[] b = widened(random(13, bRows * units));
    double[] expected = new double[aRows * bRows];
    Arrays.fill(expected, 0.5);
    double[] actual = expected.clone();
    PLAIN.dots().addDots(a, aRows, b, bRows, units, false, expected);
    Kernels.dots().addDots(a, aRows, b, bRows, units, false, actual);
    assertThat(actual).isEqualTo(expected);
    for (int i = 0; i < aRows * bRows; i++) {
      double sum = 0.5;
      for (int unit = 0; unit < units; unit++) {
        sum += a[i / bRows * units + unit] * b[i % bRows * units + unit];
      }
      assertThat(expected[i]).isCloseTo(sum, within(1e-13 * units));
    }
    double[] gram = new double[aRows * aRows];
    double[] other = new double[aRows * aRows];
    PLAIN.dots().addDots(a, aRows, a, aRows, units, true, gram);
    Kernels.dots().addDots(a, aRows, a, aRows, units, true, other);
    assertSameUpperTriangles(other, gram, aRows);
    assertSameGram(aRows, units);
  }

  /** Of rows that lie apart, the last of which ends with its array. */
  private static void assertSameGram(int rows, int units) {
    int from = 2;
    int stride = units + 1;
    float[] x = random(12, from + (rows - 1) * stride + units);
    double[] expected = new double[rows * rows];
    double[] actual = new double[rows * rows];
    int most = (rows + DotKernel.GRAM_ROWS) * units;
    PLAIN.dots().addGram(x, from, stride, rows, units, new double[most], expected);
    Kernels.dots().addGram(x, from, stride, rows, units, new double[most], actual);
    assertSameUpperTriangles(actual, expected, rows);
  }

  /** Of numbers in any order, equal ones, zeros of either sign, infinities and NaN. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 7, 8, 100, 256})
  void choices(int length) {
    double[] a = special(14, length);
    double[] sa = special(16, length);
    double[] b = special(15, length);
    double[] sb = special(17, length);
    for (double bound : new double[] {0, -0.0, 1, Double.NaN}) {
      assertThat(chosen(Kernels.choices(), a, sa, b, sb, bound))
          .isEqualTo(chosen(PLAIN.choices(), a, sa, b, sb, bound));
    }
    double[][] all = chosen(PLAIN.choices(), a, sa, b, sb, 1);
    for (int i = 0; i < length; i++) {
      double larger = sa[i] * share(a[i], b[i]) + sb[i] * share(b[i], a[i]);
      double odd = Math.abs(a[i]) < 1 ? sa[i] : a[i];
      assertThat(new double[] {all[0][i], all[3][i], all[10][i], all[13][i], all[14][i]})
          .containsExactly(
              Math.min(a[i], b[i]), larger, a[i] < b[i] ? 1 : 0, Math.signum(a[i]), odd);
    }
    assertThat(Kernels.choices().within(length, new double[length], 0)).isTrue();
    double[] large = new double[length];
    large[length - 1] = -1.5;
    assertThat(Kernels.choices().within(length, large, 1)).isFalse();
    large[length - 1] = Double.NaN;
    assertThat(Kernels.choices().within(length, large, 1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 15, 16, 100, 256})
  void pieces(int length) {
    float[] x = new float[length];
    double[] some = special(18, length);
    for (int i = 0; i < length; i++) {
      x[i] = (float) some[i];
    }
    for (Piece.Form form : Piece.Form.values()) {
      Piece piece = new Piece(form, 7, -3);
      float[][] of = pieces(Kernels.pieces(), x, piece);
      assertThat(of).isEqualTo(pieces(PLAIN.pieces(), x, piece));
      for (int i = 0; i < length; i++) {
        float inside = form == Piece.Form.SAME ? x[i] : form == Piece.Form.NEGATIVE ? -x[i] : 7;
        boolean replaced = i > 0 && x[i] <= 0.5f;
        float value = i > 0 && Float.isNaN(x[i]) ? 11 : replaced ? inside : x[i];
        assertThat(of[0][i]).isEqualTo(value);
        assertThat(of[1][i]).isEqualTo(i > 0 && Float.isNaN(x[i]) ? 13 : replaced ? -3 : 2);
      }
    }
  }

  /** x with slope 2, but a piece up to 1/2 and numbers at NaN, from the second number on. */
  private static float[][] pieces(PieceKernel kernel, float[] x, Piece piece) {
    float[][] both = new float[2][x.length];
    Piece same = new Piece(Piece.Form.SAME, 0, 2);
    kernel.fill(0, x.length, x, same, both[0], both[1]);
    kernel.upTo(1, x.length, x, 0.5f, piece, both[0], both[1]);
    float[][] two = new float[2][x.length];
    kernel.fill(0, x.length, x, same, two[0], two[1]);
    kernel.two(1, x.length, x, 0.5f, piece, same, two[0], two[1]);
    assertThat(two).isEqualTo(both);
    requireThree(kernel, x, piece);
    kernel.atNan(1, x.length, x, 11, 13, both[0], both[1]);
    return both;
  }

  /** Each kind of piece in each of three places. */
  private static void requireThree(PieceKernel kernel, float[] x, Piece piece) {
    Piece[] others = {new Piece(Piece.Form.NEGATIVE, 0, 5), new Piece(Piece.Form.CONSTANT, -0f, 0)};
    for (int place = 0; place < 3; place++) {
      Piece[] all = {others[0], others[1], others[0]};
      all[place] = piece;
      float[][] three = new float[2][x.length];
      kernel.three(1, x.length, x, -0.5f, 0.5f, all[0], all[1], all[2], three[0], three[1]);
      for (int i = 1; i < x.length; i++) {
        Piece of = x[i] <= -0.5f ? all[0] : x[i] <= 0.5f ? all[1] : all[2];
        float value = of.form() == Piece.Form.SAME ? x[i] : of.constant();
        Float expected = of.form() == Piece.Form.NEGATIVE ? -x[i] : value;
        assertThat(three[0][i]).isEqualTo(expected); // NaN, too
        assertThat(three[1][i]).isEqualTo(of.slope());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 7, 8, 100, 256})
  void ranges(int length) {
    for (ChoiceKernel kernel : new ChoiceKernel[] {Kernels.choices(), PLAIN.choices()}) {
      for (int place : new int[] {0, length / 2, length - 1}) {
        double[] x = new double[length];
        Arrays.fill(x, 2);
        x[place] = 1;
        assertThat(kernel.between(length, x, 1, 2)).isTrue();
        assertThat(kernel.between(length, x, Math.nextUp(1.0), 2)).isFalse();
        x[place] = -1;
        assertThat(kernel.between(length, x, 1, 3)).isFalse();
        x[place] = Double.NaN;
        assertThat(kernel.between(length, x, 1, 3)).isFalse();
      }
    }
  }

  /** Values and slopes of each operation by turns. */
  private static double[][] chosen(
      ChoiceKernel kernel, double[] a, double[] sa, double[] b, double[] sb, double bound) {
    int n = a.length;
    double[][] all = new double[15][n];
    kernel.min(n, a, sa, b, sb, all[0], all[1]);
    kernel.max(n, a, sa, b, sb, all[2], all[3]);
    kernel.min(n, a, sa, bound, all[4], all[5]);
    kernel.max(n, a, sa, bound, all[6], all[7]);
    kernel.where(n, sb, a, sa, b, sb, all[8], all[9]);
    kernel.less(n, a, b, all[10]);
    kernel.atMost(n, a, b, all[11]);
    kernel.abs(n, a, all[12], all[13]);
    kernel.odd(n, a, 1, sa, all[12], all[14]);
    return all;
  }

  /** The derivative of the larger of two numbers in the first. */
  private static double share(double first, double second) {
    return first == second ? 0.5 : first < second ? 0 : 1;
  }

  /** Small whole numbers, zeros of either sign, an infinity and NaN. */
  private static double[] special(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] some = {-2, -1, -0.0, 0, 1, 2, Double.POSITIVE_INFINITY, Double.NaN, 0.5, -0.5};
    return random.ints(length, 0, some.length).mapToDouble(i -> some[i]).toArray();
  }

  private static void assertSameUpperTriangles(double[] actual, double[] expected, int size) {
    for (int row = 0; row < size; row++) {
      for (int column = row; column < size; column++) {
        assertThat(actual[row * size + column]).isEqualTo(expected[row * size + column]);
      }
    }
  }

  private static double[] widened(float[] x) {
    double[] wide = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wide[i] = x[i];
    }
    return wide;
  }

  private static float[] random(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = (float) random.nextDouble(-1, 1);
    }
    return x;
  }

  private static void assertSameBits(float[] actual, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(Float.floatToRawIntBits(actual[i]))
          .as("value %s", i)
          .isEqualTo(Float.floatToRawIntBits(expected[i]));
    }
  }
}
