package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.KernelArrays.PLAIN;
import static io.evenkeel.core.kernel.KernelArrays.assertSameBits;
import static io.evenkeel.core.kernel.KernelArrays.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products and linear combinations: the bits of the plain loops, and what these say they are. */
class ProductKernelTest {
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
}
