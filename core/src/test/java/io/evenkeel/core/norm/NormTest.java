package io.evenkeel.core.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Norms against their formulas in float64 and against finite differences of these. */
class NormTest {
  private static final int ROWS = 6;
  private static final int UNITS = 5;

  static Stream<Norm> norms() {
    return Stream.of(
        new LayerNorm(1e-5),
        new LayerNorm(0.5),
        new BatchNorm(1e-5),
        new BatchNorm(0.5),
        new RmsNorm(RmsNorm.DEFAULT_EPS),
        new RmsNorm(0.5));
  }

  @Test
  void everyNormIsTried() {
    assertThat(norms().map(norm -> (Object) norm.getClass()).distinct())
        .containsExactlyInAnyOrder((Object[]) Norm.class.getPermittedSubclasses());
  }

  private static float[] normals(Role role, double mean) {
    float[] x = new float[ROWS * UNITS];
    RandomStream.of(4, role, 0).fillNormal(0, x, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      x[i] += (float) mean;
    }
    return x;
  }

  /** The definition, entry by entry. */
  private static double[] defined(Norm norm, double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (int j = 0; j < x.length; j++) {
        boolean together =
            norm instanceof BatchNorm ? i % UNITS == j % UNITS : i / UNITS == j / UNITS;
        if (together) {
          sum += x[j];
          squares += x[j] * x[j];
          count++;
        }
      }
      double mean = norm instanceof RmsNorm ? 0 : sum / count;
      double variance = squares / count - mean * mean;
      y[i] = (x[i] - mean) / Math.sqrt(variance + norm.eps());
    }
    return y;
  }

  private static double[] wide(float[] x) {
    double[] result = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      result[i] = x[i];
    }
    return result;
  }

  @ParameterizedTest
  @MethodSource("norms")
  void valuesAreTheDefinedOnesRoundedOnce(Norm norm) {
    float[] x = normals(Role.INPUT, 0.7);
    float[] y = new float[x.length];
    int groups = norm.groups(ROWS, UNITS);
    norm.forward(x, ROWS, UNITS, y, new double[groups], GroupMeans.of(groups));
    double[] expected = defined(norm, wide(x));
    for (int i = 0; i < x.length; i++) {
      assertThat((double) y[i])
          .isCloseTo(expected[i], within(0x1p-24 * Math.abs(expected[i]) + 1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("norms")
  void gradientsAreTheDifferencesOfValues(Norm norm) {
    float[] x = normals(Role.INPUT, 0.7);
    float[] y = new float[x.length];
    float[] gradient = normals(Role.COTANGENT, 0.2);
    double[] factors = new double[norm.groups(ROWS, UNITS)];
    double[] actual = new double[x.length];
    norm.forward(x, ROWS, UNITS, y, factors, GroupMeans.of(factors.length));
    norm.backward(y, factors, gradient, ROWS, UNITS, actual, GroupMeans.of(factors.length));
    double step = 1e-5;
    for (int i = 0; i < x.length; i++) {
      double[] above = wide(x);
      double[] below = wide(x);
      above[i] += step;
      below[i] -= step;
      double[] high = defined(norm, above);
      double[] low = defined(norm, below);
      double slope = 0;
      for (int j = 0; j < x.length; j++) {
        slope += gradient[j] * (high[j] - low[j]) / (2 * step);
      }
      // y is rounded to 6e-8; gradients and factors are of order 1; a difference is good to 1e-9.
      assertThat(actual[i]).isCloseTo(slope, within(2e-6));
    }
  }

  @Test
  void epsCountsWhereTheSpreadIsSmall() {
    float[] x = normals(Role.INPUT, 0);
    for (int i = 0; i < x.length; i++) {
      x[i] *= 1e-4f;
    }
    for (Norm norm : new Norm[] {new LayerNorm(1e-5), new BatchNorm(1e-5)}) {
      double[] factors = new double[norm.groups(ROWS, UNITS)];
      norm.forward(x, ROWS, UNITS, new float[x.length], factors, GroupMeans.of(factors.length));
      for (double factor : factors) {
        // sqrt(1e-5 + some 1e-8).
        assertThat(1 / factor).isBetween(3.1623e-3, 3.18e-3);
      }
    }
  }

  @Test
  void batchNormNeedsFourRows() {
    assertThat(new BatchNorm(1e-5).unsupported(3, 8)).isPresent();
    assertThat(new BatchNorm(1e-5).unsupported(4, 8)).isEmpty();
    assertThat(new LayerNorm(1e-5).unsupported(1, 8)).isEmpty();
  }

  @Test
  void epsIsPositive() {
    for (double eps : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new LayerNorm(eps))
          .isInstanceOf(SpecException.class)
          .hasMessageStartingWith("eps of layer_norm must be above 0");
    }
  }
}
