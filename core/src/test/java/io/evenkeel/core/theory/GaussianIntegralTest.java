package io.evenkeel.core.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Erf;
import io.evenkeel.core.activation.Hardshrink;
import io.evenkeel.core.activation.LeakyRelu;
import io.evenkeel.core.activation.Sin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quadrature against closed forms, to 1e-12 of the value. */
class GaussianIntegralTest {
  private static final double PERCENT = 1e-10;

  private static final double[] CORRELATIONS = {
    -1, -1 + 1e-9, -0.9, -0.3, -1e-3, 1e-10, 0.02, 0.5, 0.99, 1 - 1e-6, 1 - 1e-13, 1
  };

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-100, 1e-10, 0.01, 1, 30, 1e4, 1e20, 1e100, 1e300})
  void lineMeetsClosedFormsAtAnyLength(double q) {
    Kernel leaky = new QuadratureKernel(new LeakyRelu(-0.3));
    assertThat(leaky.square(q)).isCloseTo(0.545 * q, withinPercentage(PERCENT));
    assertThat(leaky.squareSlope(q)).isCloseTo(0.545, withinPercentage(PERCENT));
    assertThat(leaky.slopeSquare(q)).isCloseTo(0.545, withinPercentage(PERCENT));
    double mean = 1.3 * Math.sqrt(q) / Math.sqrt(2 * Math.PI);
    assertThat(leaky.mean(q)).isCloseTo(mean, withinPercentage(PERCENT));
    Kernel erf = new QuadratureKernel(new Erf());
    assertThat(erf.square(q)).isCloseTo(erfSquare(q), withinPercentage(PERCENT));
    double slope = 4 / Math.PI / Math.sqrt(1 + 4 * q);
    assertThat(erf.slopeSquare(q)).isCloseTo(slope, withinPercentage(PERCENT));
    assertThat(erf.squareSlope(q)).isCloseTo(slope / (1 + 2 * q), withinPercentage(PERCENT));
  }

  /** 2 / pi asin(y), y = 2q / (1 + 2q), by its cosine where y is near 1. */
  private static double erfSquare(double q) {
    return 2 / Math.PI * Math.atan2(2 * q, Math.sqrt(1 + 4 * q));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-10, 0.1, 1, 10, 1e5, 1e40, 1e300})
  void planeMeetsTheArcCosineKernels(double q) {
    Kernel quadrature = new QuadratureKernel(new LeakyRelu(0.2));
    Kernel exact = new TwoSlopeKernel(1, 0.2);
    for (double c : CORRELATIONS) {
      assertThat(quadrature.product(q, q, c))
          .as("c = %s", c)
          .isCloseTo(exact.product(q, q, c), within(1e-12 * q));
      assertThat(quadrature.slopeProduct(q, q, c))
          .as("c = %s", c)
          .isCloseTo(exact.slopeProduct(q, q, c), withinPercentage(PERCENT));
    }
  }

  /** C. K. I. Williams, NeurIPS 1996, eq. 11. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-10, 0.1, 1, 10, 1e5, 1e40, 1e300})
  void planeMeetsTheArcSineKernel(double q) {
    Kernel quadrature = new QuadratureKernel(new Erf());
    for (double c : CORRELATIONS) {
      double narrowing = Math.sqrt(1 + 2 * q * (1 - c)) * Math.sqrt(1 + 2 * q * (1 + c));
      assertThat(quadrature.product(q, q, c))
          .as("c = %s", c)
          .isCloseTo(2 / Math.PI * Math.atan2(2 * q * c, narrowing), withinPercentage(PERCENT));
      assertThat(quadrature.slopeProduct(q, q, c))
          .as("c = %s", c)
          .isCloseTo(4 / Math.PI / narrowing, withinPercentage(PERCENT));
    }
  }

  @ParameterizedTest
  @CsvSource({"1e-300, 1", "0.1, 1", "1, 1", "5, 1", "0.1, 3", "1, -2"})
  void planeMeetsTheSineAtTwoLengths(double q, double w0) {
    Kernel quadrature = new QuadratureKernel(new Sin(w0));
    Kernel exact = new SineKernel(w0);
    assertThat(quadrature.kurtosis(q)).isCloseTo(exact.kurtosis(q), withinPercentage(PERCENT));
    assertThat(quadrature.squareSlope(q))
        .isCloseTo(exact.squareSlope(q), within(1e-15 + 1e-12 * exact.squareSlope(q)));
    for (double c : CORRELATIONS) {
      assertThat(quadrature.product(q, 2 * q, c))
          .isCloseTo(exact.product(q, 2 * q, c), within(1e-13 * exact.square(q)));
      assertThat(quadrature.slopeProduct(2 * q, q, c))
          .isCloseTo(exact.slopeProduct(2 * q, q, c), within(1e-13 * w0 * w0));
    }
  }

  /** A jump far in the tail: E[x^2; |x| > a] = 2 (a p(a) + P(x > a)), by the tail's fraction. */
  @Test
  void jumpsInTheTailAreSeen() {
    Kernel kernel = new QuadratureKernel(new Hardshrink(20));
    assertThat(kernel.continuous()).isFalse();
    double density = Math.exp(-200) / Math.sqrt(2 * Math.PI);
    double tail = 20;
    for (int k = 60; k > 0; k--) {
      tail = 20 + k / tail;
    }
    double expected = 2 * (20 * density + density / tail);
    assertThat(kernel.square(1)).isCloseTo(expected, withinPercentage(PERCENT));
    double q = 1e-3;
    double step = 1e-6 * 30 * 30;
    Kernel near = new QuadratureKernel(new Hardshrink(0.1));
    double difference = (near.square(q + step * q) - near.square(q - step * q)) / (2 * step * q);
    // The central difference errs by step^2 times a third derivative of order 10.
    assertThat(near.squareSlope(q)).isCloseTo(difference, within(2e-5 * Math.abs(difference)));
  }

  @Test
  void refusesWhatIsNoVarianceOrCorrelation() {
    assertThatThrownBy(() -> GaussianIntegral.expectation(x -> x, new double[0], -1))
        .isInstanceOf(SpecException.class)
        .hasMessage("a variance must be from 0 to 1e300, got -1.0");
    assertThatThrownBy(() -> GaussianIntegral.expectation(x -> x, new double[0], Double.NaN))
        .isInstanceOf(SpecException.class);
    assertThatThrownBy(() -> GaussianIntegral.product(x -> x, new double[0], 1, 1, 1.5))
        .hasMessage("a correlation must be from -1 to 1, got 1.5");
    assertThat(GaussianIntegral.expectation(Math::cos, new double[0], 0)).isEqualTo(1);
  }
}
