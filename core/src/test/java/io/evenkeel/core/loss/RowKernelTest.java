package io.evenkeel.core.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.loss.kernel.BceWithLogitsRows;
import io.evenkeel.core.loss.kernel.CrossEntropyRows;
import io.evenkeel.core.loss.kernel.CtcRows;
import io.evenkeel.core.loss.kernel.MseRows;
import io.evenkeel.core.loss.kernel.MultiMarginRows;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernels over float32 rows against the losses in double precision. */
class RowKernelTest {
  private static final double SCALE = 0.25;

  /** Where the row starts in a longer array; what lies around it must not be touched. */
  private static final int FROM = 5;

  /**
   * Both are double precision on the same float32 inputs: sums of up to 1300 terms in another order
   * differ by 1e-15 of the terms, of which the largest is at most the spread of the row.
   */
  private static final double RELATIVE = 1e-13;

  @ParameterizedTest
  @CsvSource({"1, 1", "8, 1", "1000, 1", "513, 30", "1300, 1e4", "64, 1e30", "64, 1e-30"})
  void rowKernelsGiveWhatTheFormulasOfTheLossesGive(int units, float std) {
    float[] row = normals(1, units, std);
    float[] target = bits(units);
    int label = units / 3;
    for (double smoothing : new double[] {0, 0.1}) {
      check(
          units,
          std,
          g -> new CrossEntropyRows(smoothing).row(row, FROM, units, label, g, SCALE),
          new CrossEntropy(Optional.empty(), -100, smoothing, Reduction.MEAN)
              .evaluate(wide(row, units), Tensor.scalar(label)));
    }
    for (double positive : new double[] {1, 2.5}) {
      check(
          units,
          std,
          g -> new BceWithLogitsRows(positive).row(row, FROM, units, target, FROM, g, SCALE),
          new BceWithLogits(Optional.empty(), Optional.of(Tensor.scalar(positive)), Reduction.MEAN)
              .evaluate(wide(row, units), wide(target, units)));
    }
    check(
        units,
        std * std,
        g -> new MseRows().row(row, FROM, units, target, FROM, g, SCALE),
        new Mse(Reduction.MEAN).evaluate(wide(row, units), wide(target, units)));
    for (int p : new int[] {1, 2}) {
      check(
          units,
          Math.pow(std, p),
          g -> new MultiMarginRows(p, 0.7).row(row, FROM, units, label, g, SCALE),
          new MultiMargin(p, 0.7, Optional.empty(), Reduction.MEAN)
              .evaluate(wide(row, units), Tensor.scalar(label)));
    }
  }

  /**
   * The loss sums logarithms of up to {@code frames} times 4 (for 50 classes), each frame's
   * rounding of which, 1e-16 of it, is a relative error of the probabilities.
   */
  @ParameterizedTest
  @CsvSource({"1, 2, 1", "9, 4, 1", "200, 50, 1", "40, 600, 3", "30, 5, 1e4"})
  void ctcIsTheLoss(int frames, int classes, float std) {
    int units = frames * classes;
    float[] row = normals(2, units, std);
    int[] labels = new int[Math.max(1, frames / 5)];
    double[] asNumbers = new double[labels.length];
    for (int k = 0; k < labels.length; k++) {
      labels[k] = 1 + k * 7 % (classes - 1);
      asNumbers[k] = labels[k];
    }
    check(
        units,
        std * frames,
        Math.max(RELATIVE, 4e-16 * frames * frames),
        g -> new CtcRows().row(row, FROM, frames, classes, labels, 0, g, SCALE),
        new Ctc(Reduction.SUM)
            .ofLogits(
                Tensor.of(new int[] {frames, classes}, wide(row, units).data()),
                Tensor.vector(asNumbers),
                Tensor.scalar(frames),
                Tensor.scalar(labels.length)));
  }

  @Test
  void labelsThatCannotBeAlignedAreInfiniteAndPullNothing() {
    float[] row = normals(4, 12, 1);
    double[] gradient = new double[row.length];
    double loss = new CtcRows().row(row, FROM, 4, 3, new int[] {1, 1, 2, 1}, 0, gradient, SCALE);
    assertThat(loss).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(gradient).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void whatIsNotFiniteComesOutAsInTheLoss(float bad) {
    int units = 20;
    for (int at : new int[] {3, 6}) {
      float[] row = normals(3, units, 1);
      row[FROM + at] = bad;
      double[] gradient = new double[2 * FROM + units];
      LossValue loss =
          new CrossEntropy(Reduction.MEAN).evaluate(wide(row, units), Tensor.scalar(6));
      double value = new CrossEntropyRows(0).row(row, FROM, units, 6, gradient, SCALE);
      assertThat(Double.isNaN(value)).isEqualTo(Double.isNaN(loss.value().at(0)));
      assertThat(Double.isInfinite(value)).isEqualTo(Double.isInfinite(loss.value().at(0)));
      LossValue hinge =
          new MultiMargin(Reduction.MEAN).evaluate(wide(row, units), Tensor.scalar(6));
      double hingeValue = new MultiMarginRows(1, 1).row(row, FROM, units, 6, gradient, SCALE);
      assertThat(Double.isNaN(hingeValue)).isEqualTo(Double.isNaN(hinge.value().at(0)));
      assertThat(Double.isInfinite(hingeValue)).isEqualTo(Double.isInfinite(hinge.value().at(0)));
    }
  }

  private interface Kernel {
    double run(double[] gradient);
  }

  private static void check(int units, double size, Kernel kernel, LossValue loss) {
    check(units, size, RELATIVE, kernel, loss);
  }

  private static void check(
      int units, double size, double relative, Kernel kernel, LossValue loss) {
    double[] gradient = new double[2 * FROM + units];
    Arrays.fill(gradient, 0, FROM, 77);
    Arrays.fill(gradient, FROM + units, gradient.length, 77);
    double value = kernel.run(gradient);
    double expected = loss.value().at(0);
    assertThat(Math.abs(value - expected))
        .as("%s and %s", value, expected)
        .isLessThanOrEqualTo(relative * (1 + Math.abs(expected) + 4 * size));
    Tensor slopes = loss.gradients().values().iterator().next();
    for (int i = 0; i < units; i++) {
      double slope = SCALE * slopes.at(i);
      assertThat(Math.abs(gradient[FROM + i] - slope))
          .as("%s: %s and %s", i, gradient[FROM + i], slope)
          .isLessThanOrEqualTo(relative * (1 + Math.abs(slope) + size / units));
    }
    for (int i = 0; i < FROM; i++) {
      assertThat(gradient[i]).isEqualTo(77);
      assertThat(gradient[FROM + units + i]).isEqualTo(77);
    }
  }

  private static Tensor wide(float[] row, int units) {
    double[] wide = new double[units];
    for (int i = 0; i < units; i++) {
      wide[i] = row[FROM + i];
    }
    return Tensor.vector(wide);
  }

  private static float[] normals(long seed, int units, float std) {
    float[] row = new float[units + 2 * FROM];
    RandomStream.of(seed, Role.INPUT, 0).fillNormal(0, row, 0, row.length);
    for (int i = 0; i < row.length; i++) {
      row[i] *= std;
    }
    return row;
  }

  private static float[] bits(int units) {
    float[] bits = new float[units + 2 * FROM];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = i * 5 % 3 == 0 ? 1 : 0;
    }
    return bits;
  }
}
