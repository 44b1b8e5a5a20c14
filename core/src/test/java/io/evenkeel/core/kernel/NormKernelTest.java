package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.KernelArrays.PLAIN;
import static io.evenkeel.core.kernel.KernelArrays.assertSameBits;
import static io.evenkeel.core.kernel.KernelArrays.random;
import static io.evenkeel.core.kernel.KernelArrays.widened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Normalisations and the sums they need: the bits of the plain loops, and what these say they are.
 */
class NormKernelTest {
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
}
