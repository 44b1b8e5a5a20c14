package io.evenkeel.core.kernel;

import static io.evenkeel.core.kernel.KernelArrays.PLAIN;
import static io.evenkeel.core.kernel.KernelArrays.special;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Choices by the order of numbers: the bits of the plain loops, and what these say they are. */
class ChoiceKernelTest {
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
    for (int i = 0; i < length; i++) {
      assertThat(all[15][i]).isEqualTo(Double.valueOf(Math.max(-1, Math.min(1, a[i])))); // NaN, too
      assertThat(all[16][i]).isEqualTo(Math.abs(a[i]) < 1 ? 1 : 0);
    }
    assertThat(Kernels.choices().within(length, new double[length], 0)).isTrue();
    double[] large = new double[length];
    large[length - 1] = -1.5;
    assertThat(Kernels.choices().within(length, large, 1)).isFalse();
    large[length - 1] = Double.NaN;
    assertThat(Kernels.choices().within(length, large, 1)).isFalse();
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
    double[][] all = new double[17][n];
    kernel.min(n, a, sa, b, sb, all[0], all[1]);
    kernel.max(n, a, sa, b, sb, all[2], all[3]);
    kernel.min(n, a, sa, bound, all[4], all[5]);
    kernel.max(n, a, sa, bound, all[6], all[7]);
    kernel.where(n, sb, a, sa, b, sb, all[8], all[9]);
    kernel.less(n, a, b, all[10]);
    kernel.atMost(n, a, b, all[11]);
    kernel.abs(n, a, all[12], all[13]);
    kernel.odd(n, a, 1, sa, all[12], all[14]);
    kernel.clamp(n, a, -1, 1, all[15], all[16]);
    return all;
  }

  /** The derivative of the larger of two numbers in the first. */
  private static double share(double first, double second) {
    return first == second ? 0.5 : first < second ? 0 : 1;
  }
}
