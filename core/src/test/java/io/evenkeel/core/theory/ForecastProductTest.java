package io.evenkeel.core.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fast products of forecasts against the quadrature they stand for. */
class ForecastProductTest {
  static Stream<String> activations() {
    return Activations.CATALOG.entries().stream()
        .map(entry -> entry.name())
        .map(name -> name.equals("threshold") ? "threshold(threshold=0.2,value=-0.3)" : name);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void theyAgreeToEightDigitsOfTheSquare(String text) {
    Activation activation = Activations.CATALOG.create(Spec.parse(text));
    Kernel exact = new QuadratureKernel(activation);
    ForecastProduct fast = new ForecastProduct(activation, exact);
    SplittableRandom random = new SplittableRandom(17);
    for (double q : new double[] {0.9, 1.3, 0.02}) {
      double square = exact.square(q);
      for (int i = 0; i < 4; i++) {
        double c = i == 3 ? 1 - 1e-6 : random.nextDouble();
        // Panels that pass have coefficients that fall off; what is left out is of their size.
        assertThat(fast.at(q, c, square))
            .as(text + " at " + q + ", " + c)
            .isCloseTo(exact.product(q, q, c), within(5e-8 * square));
      }
    }
  }
}
