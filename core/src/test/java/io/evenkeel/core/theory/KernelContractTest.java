package io.evenkeel.core.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.golden.Golden;
import io.evenkeel.core.golden.GoldenCase;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every activation's kernel. */
class KernelContractTest {
  static List<GoldenCase> references() {
    return Golden.load("theory.json");
  }

  static Stream<String> activations() {
    return references().stream().map(GoldenCase::op).distinct();
  }

  @Test
  void everyActivationButFormulasHasReferences() {
    TreeSet<String> names = new TreeSet<>();
    activations().forEach(text -> names.add(Spec.parse(text).name()));
    TreeSet<String> family = new TreeSet<>();
    Activations.CATALOG.entries().forEach(entry -> family.add(entry.name()));
    family.remove("expr");
    assertThat(names).isEqualTo(family);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void onlyHardshrinkAndThresholdJump(String activation) {
    boolean jumps = activation.startsWith("hardshrink") || activation.startsWith("threshold");
    assertThat(kernel(activation).continuous()).isEqualTo(!jumps);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void lengthZeroIsTheLimit(String activation) {
    Kernel kernel = kernel(activation);
    double scale = 1 + kernel.slopeSquare(1e-30);
    assertThat(kernel.slopeSquare(0)).isCloseTo(kernel.slopeSquare(1e-30), within(1e-12 * scale));
    assertThat(kernel.slopeProduct(0, 0, 0.5))
        .isCloseTo(kernel.slopeProduct(1e-30, 1e-30, 0.5), within(1e-12 * scale));
    assertThat(kernel.square(0)).isCloseTo(kernel.square(1e-30), within(1e-14 * scale));
  }

  @ParameterizedTest
  @MethodSource("references")
  void meetsReferences(GoldenCase reference) {
    Kernel kernel = kernel(reference.op());
    double q = reference.inputs().required("q").doubleValue();
    double square = reference.expected().required("square").doubleValue();
    // An expectation may cancel: it is as good as the magnitude of what it averages.
    double mean = reference.expected().required("mean").doubleValue();
    assertThat(kernel.mean(q)).isCloseTo(mean, within(1e-12 * Math.sqrt(square)));
    assertThat(kernel.square(q)).isCloseTo(square, within(1e-12 * square));
    assertThat(kernel.variance(q)).isCloseTo(square - mean * mean, within(1e-12 * square));
    double kurtosis = reference.expected().required("kurtosis").doubleValue();
    assertThat(kernel.kurtosis(q)).isCloseTo(kurtosis, within(1e-12 * kurtosis));
    double slope = reference.expected().required("square_slope").doubleValue();
    assertThat(kernel.squareSlope(q)).isCloseTo(slope, within(1e-12 * square / q));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void productsEndInTheirOneDimensionalLimits(String activation) {
    Kernel kernel = kernel(activation);
    for (double q : new double[] {1e-3, 1, 100}) {
      double scale = kernel.square(q);
      double mean = kernel.mean(q);
      assertThat(kernel.product(q, q, 1)).isCloseTo(scale, within(1e-13 * scale));
      assertThat(kernel.product(q, q, 0)).isCloseTo(mean * mean, within(1e-13 * scale));
      // E[phi phi] moves by s^2 E[phi' phi'] times 1 - c; a jump of phi adds a root of 1 - c.
      double near = kernel.continuous() ? 1e-8 * q * kernel.slopeSquare(q) : 1e-4 * scale * 10;
      double below = kernel.product(q, q, 1 - 1e-8);
      assertThat(scale - below).isBetween(-1e-13 * scale, near + 1e-13 * scale);
      assertThat(kernel.slopeProduct(q, q, 1))
          .isCloseTo(kernel.slopeSquare(q), within(1e-13 * kernel.slopeSquare(q)));
    }
  }

  /** E[phi phi] is a power series in c without negative coefficients: convex above 0. */
  @ParameterizedTest
  @MethodSource("activations")
  void productsGrowConvexly(String activation) {
    Kernel kernel = kernel(activation);
    double scale = kernel.square(2);
    double[] products = new double[6];
    for (int i = 0; i < products.length; i++) {
      products[i] = kernel.product(2, 2, i / 5.0);
    }
    for (int i = 1; i + 1 < products.length; i++) {
      assertThat(products[i + 1] + products[i - 1] - 2 * products[i]).isGreaterThan(-1e-12 * scale);
    }
    assertThat(Math.abs(kernel.product(2, 2, -0.7)))
        .isLessThanOrEqualTo(kernel.product(2, 2, 0.7) * (1 + 1e-12));
  }

  /** The derivative in c, where phi does not jump, against a central difference. */
  @ParameterizedTest
  @MethodSource("activations")
  void slopesOfProductsAreTheirDerivatives(String activation) {
    Kernel kernel = kernel(activation);
    if (kernel.continuous()) {
      double step = 1e-4;
      for (double c : new double[] {-0.6, 0.3}) {
        double rise = kernel.product(1.5, 1.5, c + step) - kernel.product(1.5, 1.5, c - step);
        double slope = 1.5 * kernel.slopeProduct(1.5, 1.5, c);
        // step^2 times a third derivative that is below 10 E[phi^2] for |c| up to 0.6.
        double tolerance = 10 * step * step * kernel.square(1.5) + 1e-10;
        assertThat(rise / (2 * step)).isCloseTo(slope, within(tolerance));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void everyLengthGivesANumber(String activation) {
    Kernel kernel = kernel(activation);
    for (double q : new double[] {1e-300, 1e-20, 1e20, 1e300}) {
      assertThat(kernel.square(q)).isNotNegative().isFinite();
      assertThat(kernel.slopeSquare(q)).isNotNegative().isFinite();
      assertThat(kernel.squareSlope(q)).isFinite();
      assertThat(kernel.mean(q)).isFinite();
    }
    assertThat(kernel.square(Double.POSITIVE_INFINITY)).isPositive();
    assertThat(kernel.square(Double.NaN)).isNaN();
    assertThat(kernel.product(1, Double.NaN, 0.5)).isNaN();
    assertThat(kernel.product(1e300, 1e300, 0.5)).isBetween(-1.0, kernel.square(1e300));
  }

  private static Kernel kernel(String activation) {
    Activation created = Activations.CATALOG.create(Spec.parse(activation));
    return Kernel.of(created);
  }
}
