package io.evenkeel.core.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The declared law of every scheme against the weights that it draws. */
class WeightDistributionTest {
  private static final int OUT = 60;
  private static final int IN = 50;

  /** All schemes of the contract test; with 60 members a level of 1e-6 each. */
  private static final double LEVEL = 1e-6;

  private static final int PANELS = 400;

  static Stream<Initializer> all() {
    return InitializerContractTest.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsDrawnHasTheDeclaredLaw(Initializer initializer) {
    float[] weights = new float[OUT * IN];
    initializer.fill(RandomStream.of(5, Role.WEIGHT, 0), OUT, IN, weights);
    WeightDistribution declared = initializer.distribution(OUT, IN);
    Class<?> kind = declared.getClass();
    if (declared instanceof WeightDistribution.Constant constant) {
      assertThat(weights).containsOnly((float) constant.value());
    } else if (declared instanceof WeightDistribution.Uniform uniform) {
      assertFits(weights, x -> Math.min(1, (x - uniform.low()) / (uniform.high() - uniform.low())));
    } else if (declared instanceof WeightDistribution.Normal normal) {
      double reach = 12 * normal.std();
      assertFits(
          weights,
          x -> share(x, normal.mean(), normal.std(), normal.mean() - reach, normal.mean() + reach));
    } else if (declared instanceof WeightDistribution.TruncatedNormal cut) {
      assertFits(weights, x -> share(x, cut.mean(), cut.std(), cut.low(), cut.high()));
    } else if (declared instanceof WeightDistribution.Orthogonal orthogonal) {
      assertColumnsAreOrthogonal(weights, orthogonal.gain());
    } else if (declared instanceof WeightDistribution.Sparse sparse) {
      assertZeros(weights, sparse.zeros());
    } else {
      assertThat(kind).isEqualTo(WeightDistribution.Identity.class);
      for (int i = 0; i < weights.length; i++) {
        assertThat(weights[i]).isEqualTo(i / IN == i % IN ? 1f : 0f);
      }
    }
    assertThat(declared.sameAs(initializer.distribution(OUT, IN))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lecun_normal                     | kaiming_normal(nonlinearity=linear)                         | true
          lecun_normal                     | lecun_uniform                                               | false
          lecun_normal                     | variance_scaling                                            | false
          lecun_normal                     | variance_scaling(distribution=untruncated_normal)           | true
          lecun_uniform                    | kaiming_uniform(nonlinearity=linear)                        | true
          lecun_uniform                    | variance_scaling(distribution=uniform)                      | true
          kaiming_normal(nonlinearity=relu)| xavier_normal(gain=1.4142135623730951)                      | true
          kaiming_normal(nonlinearity=relu)| xavier_normal(gain=1.41421)                                 | false
          kaiming_normal(nonlinearity=relu)| xavier_uniform(gain=1.4142135623730951)                     | false
          normal(std=0.02)                 | trunc_normal(std=0.02)                                      | true
          normal(std=0.5)                  | trunc_normal(std=0.5)                                       | false
          normal(mean=1,std=0)             | ones                                                        | true
          uniform(a=2,b=2)                 | constant(val=2)                                             | true
          zeros                            | xavier_normal(gain=0)                                       | true
          zeros                            | sparse(sparsity=1)                                          | true
          normal(std=0.01)                 | sparse(sparsity=0)                                          | true
          sparse(sparsity=0.5)             | sparse(sparsity=0.49)                                       | true
          sparse(sparsity=0.5)             | sparse(sparsity=0.4)                                        | false
          orthogonal(gain=-1.5)            | orthogonal(gain=1.5)                                        | true
          orthogonal                       | orthogonal(gain=1.5)                                        | false
          identity                         | ones                                                        | false
          normal(mean=0.5)                 | normal                                                      | false
          uniform(a=-1,b=1)                | uniform(a=0,b=2)                                            | false
          """)
  void schemesAreOneLawExactlyIfTheirWeightsAre(String a, String b, boolean same) {
    WeightDistribution first = distribution(a);
    WeightDistribution second = distribution(b);

    assertThat(first.sameAs(second)).isEqualTo(same);
    assertThat(second.sameAs(first)).isEqualTo(same);
  }

  private static WeightDistribution distribution(String text) {
    return Initializers.CATALOG.create(Spec.parse(text)).distribution(10, 10);
  }

  /** Kolmogorov-Smirnov by P. Massart's bound: P(D above d) is at most 2 exp(-2 n d^2). */
  private static void assertFits(float[] weights, DoubleUnaryOperator cumulative) {
    float[] sorted = weights.clone();
    Arrays.sort(sorted);
    double n = sorted.length;
    double largest = 0;
    for (int i = 0; i < n; i++) {
      double expected = cumulative.applyAsDouble(sorted[i]);
      largest = Math.max(largest, Math.max((i + 1) / n - expected, expected - i / n));
    }
    assertThat(largest).isLessThan(Math.sqrt(Math.log(2 / LEVEL) / (2 * n)));
  }

  /** The share of a normal's mass in [low, high] that lies below x, by Simpson's rule. */
  private static double share(double x, double mean, double std, double low, double high) {
    double nearest = Math.min(high, Math.max(low, mean));
    double peak = (nearest - mean) / std;
    DoubleUnaryOperator density =
        t -> Math.exp((peak * peak - (t - mean) / std * ((t - mean) / std)) / 2);
    double from = Math.max(low, nearest - 12 * std);
    double to = Math.min(high, nearest + 12 * std);
    return simpson(density, from, Math.min(Math.max(x, from), to)) / simpson(density, from, to);
  }

  private static double simpson(DoubleUnaryOperator f, double from, double to) {
    double step = (to - from) / (2 * PANELS);
    double sum = 0;
    for (int i = 0; i <= 2 * PANELS; i++) {
      double weight = i == 0 || i == 2 * PANELS ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * f.applyAsDouble(from + i * step);
    }
    return sum * step / 3;
  }

  private static void assertColumnsAreOrthogonal(float[] weights, double gain) {
    for (int i = 0; i < IN; i++) {
      for (int j = 0; j <= i; j++) {
        double product = 0;
        for (int row = 0; row < OUT; row++) {
          product += (double) weights[row * IN + i] * weights[row * IN + j];
        }
        assertThat(product).isCloseTo(i == j ? gain * gain : 0, within(1e-4 * gain * gain));
      }
    }
  }

  private static void assertZeros(float[] weights, int zeros) {
    for (int column = 0; column < IN; column++) {
      int count = 0;
      for (int row = 0; row < OUT; row++) {
        count += weights[row * IN + column] == 0 ? 1 : 0;
      }
      assertThat(count).isEqualTo(zeros);
    }
  }
}
