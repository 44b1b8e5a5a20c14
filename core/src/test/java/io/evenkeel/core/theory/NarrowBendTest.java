package io.evenkeel.core.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Celu;
import io.evenkeel.core.activation.Softplus;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Activations that bend within a distance s of 0 only: phi_s(x) = s phi_1(x / s). So expectations
 * at variance q are those of phi_1 at q / s^2, times powers of s.
 */
class NarrowBendTest {
  private static final double[] LENGTHS = {0.01, 1, 7};

  @ParameterizedTest
  @CsvSource({"0.1", "1e-3", "1e-4", "1e-5", "1e-7"})
  void expectationsAreThoseOfTheWideBendFartherOut(double s) {
    for (Activation[] pair :
        List.of(
            new Activation[] {new Softplus(1 / s, 20), new Softplus(1, 20)},
            new Activation[] {new Celu(s), new Celu(1)})) {
      same(Kernel.of(pair[0]), Kernel.of(pair[1]), s);
      same(Kernel.shared(pair[0]), Kernel.of(pair[1]), s);
    }
  }

  private static void same(Kernel narrow, Kernel wide, double s) {
    for (double q : LENGTHS) {
      double far = q / (s * s);
      same(narrow, wide, q, far, s, (kernel, length) -> kernel.mean(length));
      same(narrow, wide, q, far, s * s, (kernel, length) -> kernel.square(length));
      same(narrow, wide, q, far, s * s, (kernel, length) -> kernel.variance(length));
      same(narrow, wide, q, far, 1, (kernel, length) -> kernel.kurtosis(length));
      same(narrow, wide, q, far, 1, (kernel, length) -> kernel.slopeSquare(length));
      same(narrow, wide, q, far, 1, (kernel, length) -> kernel.squareSlope(length));
      same(narrow, wide, q, far, s * s, (kernel, length) -> kernel.product(length, length, 0.6));
      same(narrow, wide, q, far, 1, (kernel, length) -> kernel.slopeProduct(length, length, 0.6));
    }
  }

  private static void same(
      Kernel narrow,
      Kernel wide,
      double q,
      double far,
      double power,
      BiFunction<Kernel, Double, Double> expectation) {
    double expected = power * expectation.apply(wide, far);
    assertThat(expectation.apply(narrow, q))
        .as("%s at %s", narrow, q)
        .isCloseTo(expected, within(1e-12 * Math.abs(expected)));
  }
}
