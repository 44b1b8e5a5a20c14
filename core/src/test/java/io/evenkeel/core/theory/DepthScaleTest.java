package io.evenkeel.core.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.activation.Identity;
import io.evenkeel.core.activation.LeakyRelu;
import io.evenkeel.core.activation.Relu;
import io.evenkeel.core.activation.Tanh;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One tolerance for phase, scale and neutral lengths. */
class DepthScaleTest {
  @Test
  void aScaleOfAHundredThousandLayersIsEndless() {
    assertThat(DepthScale.of(Math.nextDown(1.0))).isInfinite().isPositive();
    assertThat(DepthScale.of(Math.nextUp(1.0))).isInfinite().isPositive();
    assertThat(DepthScale.of(-1)).isInfinite();
    assertThat(DepthScale.of(1 - 2e-5)).isCloseTo(5e4, within(1.0));
    assertThat(DepthScale.of(1 + 2e-5)).isCloseTo(-5e4, within(1.0));
    assertThat(DepthScale.of(Math.exp(-0.25))).isCloseTo(4, within(1e-12));
    assertThat(DepthScale.of(0)).isZero();
    assertThat(DepthScale.of(Double.POSITIVE_INFINITY)).isZero();
    assertThat(DepthScale.of(Double.NaN)).isNaN();
  }

  @Test
  void tanhWithUnitWeightsHasNoFiniteScale() {
    MeanField field = MeanField.of(new Tanh(), 1, 0);
    assertThat(field.phase()).isEqualTo(Phase.CRITICAL);
    assertThat(field.lengthScale()).isInfinite().isPositive();
    assertThat(field.correlationScale()).isInfinite().isPositive();
    assertThat(field.gradientScale()).isInfinite().isPositive();
  }

  /** sqrt(2) squared is not 2, and figures typed by hand are not exact: alike on either side. */
  @ParameterizedTest
  @ValueSource(doubles = {2, 2.0000000000000004, 1.9999999999999998, 2.000002, 1.999998})
  void reluNextToKaimingKeepsEveryLength(double sigmaW2) {
    MeanField field = MeanField.of(new Relu(), sigmaW2, 0, 0.5);
    assertThat(field.phase()).isEqualTo(Phase.CRITICAL);
    assertThat(field.length()).isCloseTo(1, within(2e-6));
    assertThat(field.lengthScale()).isInfinite();
    assertThat(field.gradientScale()).isInfinite();
    assertThat(field.fixedPoints())
        .extracting(FixedPoint::stability)
        .containsExactly(Stability.NEUTRAL);
  }

  @Test
  void slopesThatAreNotOneHaveTheirScale() {
    assertThat(MeanField.of(new Identity(), 1.00003, 0).phase()).isEqualTo(Phase.UNBOUNDED);
    assertThat(MeanField.of(new LeakyRelu(0.1), 1.9, 0).phase()).isEqualTo(Phase.ORDERED);
  }
}
