package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.KernelArrays.PLAIN;
import static io.evenkeel.core.kernel.KernelArrays.random;
import static io.evenkeel.core.kernel.KernelArrays.widened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scalar products of rows: the bits of the plain loops, and what these say they are. */
class DotKernelTest {
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

  private static void assertSameUpperTriangles(double[] actual, double[] expected, int size) {
    for (int row = 0; row < size; row++) {
      for (int column = row; column < size; column++) {
        assertThat(actual[row * size + column]).isEqualTo(expected[row * size + column]);
      }
    }
  }
}
