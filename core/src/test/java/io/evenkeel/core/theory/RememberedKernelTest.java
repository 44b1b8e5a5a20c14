package io.evenkeel.core.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.activation.Relu;
import io.evenkeel.core.activation.Softplus;
import io.evenkeel.core.activation.Tanh;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RememberedKernelTest {
  private static final List<Double> LENGTHS = List.of(1e-3, 0.5, 1.0, 7.25, Double.NaN);

  @Test
  void saysWhatTheKernelItselfSaysAlsoTheSecondTime() {
    Kernel plain = Kernel.of(new Tanh());
    for (int time = 0; time < 2; time++) {
      Kernel remembered = RememberedKernel.of(new Tanh());
      for (double q : LENGTHS) {
        same(remembered.mean(q), plain.mean(q));
        same(remembered.square(q), plain.square(q));
        same(remembered.variance(q), plain.variance(q));
        same(remembered.kurtosis(q), plain.kurtosis(q));
        same(remembered.squareSlope(q), plain.squareSlope(q));
        same(remembered.slopeSquare(q), plain.slopeSquare(q));
        assertThat(remembered.product(q, 2, 0.3)).isEqualTo((Double) plain.product(q, 2, 0.3));
        assertThat(remembered.slopeProduct(q, 2, 0.3))
            .isEqualTo((Double) plain.slopeProduct(q, 2, 0.3));
      }
      assertThat(remembered.continuous()).isEqualTo(plain.continuous());
    }
  }

  private static void same(double actual, double expected) {
    if (Double.isNaN(expected)) {
      assertThat(actual).isNaN();
    } else {
      assertThat(actual).isCloseTo(expected, within(1e-14 * Math.max(1, Math.abs(expected))));
    }
  }

  @Test
  void anActivationHasOneSharedKernel() {
    assertThat(RememberedKernel.of(new Tanh())).isSameAs(RememberedKernel.of(new Tanh()));
    assertThat(RememberedKernel.of(new Relu())).isInstanceOf(TwoSlopeKernel.class);
  }

  /** Many more activations than are kept, from several threads, each right. */
  @Test
  void kernelsThatWereDroppedAreMadeAgainEqual() {
    assertThat(
            IntStream.rangeClosed(1, 250)
                .parallel()
                .mapToObj(i -> new Softplus(i / 100.0, 20))
                .allMatch(
                    softplus ->
                        RememberedKernel.of(softplus).mean(1) == Kernel.of(softplus).mean(1)))
        .isTrue();
  }
}
