package io.evenkeel.core.theory;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(remembered.mean(q)).isEqualTo((Double) plain.mean(q));
        assertThat(remembered.square(q)).isEqualTo((Double) plain.square(q));
        assertThat(remembered.variance(q)).isEqualTo((Double) plain.variance(q));
        assertThat(remembered.kurtosis(q)).isEqualTo((Double) plain.kurtosis(q));
        assertThat(remembered.squareSlope(q)).isEqualTo((Double) plain.squareSlope(q));
        assertThat(remembered.slopeSquare(q)).isEqualTo((Double) plain.slopeSquare(q));
        assertThat(remembered.product(q, 2, 0.3)).isEqualTo((Double) plain.product(q, 2, 0.3));
        assertThat(remembered.slopeProduct(q, 2, 0.3))
            .isEqualTo((Double) plain.slopeProduct(q, 2, 0.3));
      }
      assertThat(remembered.continuous()).isEqualTo(plain.continuous());
    }
  }

  @Test
  void oneIsSharedByAllWhoAskForAnActivation() {
    assertThat(RememberedKernel.of(new Tanh())).isSameAs(RememberedKernel.of(new Tanh()));
    assertThat(RememberedKernel.of(new Relu())).isInstanceOf(TwoSlopeKernel.class);
  }

  /** Many more activations than are kept, from several threads, each right. */
  @Test
  void forgettingLosesNothing() {
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
