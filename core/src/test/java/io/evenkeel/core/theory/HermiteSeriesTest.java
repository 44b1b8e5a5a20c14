package io.evenkeel.core.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.activation.Erf;
import io.evenkeel.core.activation.LeakyRelu;
import io.evenkeel.core.activation.Sin;
import io.evenkeel.core.activation.Softplus;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The series in the correlation against integrals over the plane and against closed forms. */
class HermiteSeriesTest {
  static Stream<String> activations() {
    return Activations.CATALOG.entries().stream()
        .map(entry -> entry.name())
        .map(
            name ->
                switch (name) {
                  case "threshold" -> "threshold(threshold=0.2,value=-0.3)";
                  case "expr" -> "expr(\"x*sigmoid(2*x)+where(x<0,0.1*x,0)\")";
                  default -> name;
                });
  }

  /** Up to c = 0.7 it always answers. */
  @ParameterizedTest
  @MethodSource("activations")
  void agreesWithTheIntegralOverThePlane(String text) {
    Activation activation = Activations.CATALOG.create(Spec.parse(text));
    Kernel exact = new QuadratureKernel(activation);
    for (double q : new double[] {1e-60, 1e-6, 1, 40}) {
      double square = exact.square(q);
      // Integrals over the plane take their time.
      double[] most = {0, 1e-5, 0.3, 0.7, 0.95, 1 - 1e-7};
      double[] few = {0, 0.6, 0.9};
      for (double c : q == 1 ? most : few) {
        if (square == 0) {
          continue; // shrinking functions, far below their threshold
        }
        double series = product(activation, q, c, square);
        if (c <= 0.7) {
          assertThat(series).as(text + " at " + q + ", " + c).isNotNaN();
        }
        if (!Double.isNaN(series)) {
          assertThat(series)
              .as(text + " at " + q + ", " + c)
              .isCloseTo(exact.product(q, q, c), within(3e-14 * square));
        }
      }
    }
  }

  /** E[erf erf] is 2 / pi asin(2 q c / (1 + 2 q)): C. K. I. Williams, NIPS 1996. */
  @Test
  void agreesWithTheErrorFunctionsClosedForm() {
    for (double q : new double[] {0.1, 1, 5}) {
      double square = 2 / Math.PI * Math.asin(2 * q / (1 + 2 * q));
      for (double c : new double[] {1e-8, 0.5, 0.99, 1 - 1e-10}) {
        assertThat(product(new Erf(), q, c, square))
            .isCloseTo(2 / Math.PI * Math.asin(2 * q * c / (1 + 2 * q)), within(1e-14 * square));
      }
    }
  }

  @Test
  void agreesWithTheClosedFormsOfKernels() {
    for (Activation activation : new Activation[] {new Sin(), new LeakyRelu(0.2)}) {
      Kernel closed = Kernel.of(activation);
      for (double c : new double[] {0.01, 0.4, 0.9}) {
        double square = closed.square(2);
        assertThat(product(activation, 2, c, square))
            .isCloseTo(closed.product(2, 2, c), within(1e-14 * square));
      }
    }
  }

  /** E[relu relu]: Y. Cho, L. K. Saul, NIPS 2009. A steep softplus differs by 1 / beta^2. */
  @Test
  void saysNothingOfWhatItsNodesDoNotResolve() {
    double relu = (Math.sqrt(0.75) + 0.5 * (Math.PI - Math.acos(0.5))) / (2 * Math.PI);
    for (double beta : new double[] {1e3, 1e5, 1e7}) {
      Activation softplus = new Softplus(beta, 1e9);
      double square = new QuadratureKernel(softplus).square(1);
      double series = product(softplus, 1, 0.5, square);
      if (!Double.isNaN(series)) {
        assertThat(series - relu).isBetween(-1e-14, 2 / (beta * beta) + 1e-14);
      }
    }
  }

  @Test
  void isLeftToTheIntegralOutsideItsDomain() {
    Activation erf = new Erf();
    assertThat(product(erf, 1, -0.1, 0.4)).isNaN();
    assertThat(product(erf, 1, 1, 0.4)).isNaN();
    assertThat(product(erf, 1, Double.NaN, 0.4)).isNaN();
    assertThat(product(erf, 1e-141, 0.5, 1e-141)).isNaN();
    assertThat(product(erf, 1e35, 0.5, 1)).isNaN();
    assertThat(product(erf, Double.NaN, 0.5, 1)).isNaN();
  }

  /** What one correlation needed is kept for the next: no order of them changes a bit. */
  @Test
  void givesTheSameBitsInAnyOrderOfCorrelations() {
    double square = 2 / Math.PI * Math.asin(10.0 / 11);
    HermiteSeries series = HermiteSeries.of(new Erf(), 5).orElseThrow();
    for (double c : new double[] {0.5, 0.999, 0, 0.9, 0.5, 0.99999}) {
      assertThat(series.product(c, square)).isEqualTo(product(new Erf(), 5, c, square));
    }
  }

  private static double product(Activation activation, double q, double c, double square) {
    return HermiteSeries.of(activation, q)
        .map(series -> series.product(c, square))
        .orElse(Double.NaN);
  }
}
