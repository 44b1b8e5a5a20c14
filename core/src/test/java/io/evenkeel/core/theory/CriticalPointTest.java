package io.evenkeel.core.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.activation.Erf;
import io.evenkeel.core.activation.Gelu;
import io.evenkeel.core.activation.Identity;
import io.evenkeel.core.activation.LeakyRelu;
import io.evenkeel.core.activation.Relu;
import io.evenkeel.core.activation.Silu;
import io.evenkeel.core.activation.Tanh;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CriticalPointTest {
  @ParameterizedTest
  @CsvSource({"2.01e-5, 1.05000", "0.05, 1.76095", "0, 1"})
  void tanhIsCriticalWhereGiven(double sigmaB2, double sigmaW2) {
    List<CriticalPoint> points = CriticalPoint.of(new Tanh(), sigmaB2);
    assertThat(points).hasSize(1);
    // sigma_b^2 = 2.01e-5 is given to 0.25 %, and q^3 goes like sigma_b^2.
    double precision = sigmaB2 == 2.01e-5 ? 5e-5 : 0.5001e-5;
    assertThat(points.get(0).sigmaW2()).isCloseTo(sigmaW2, within(precision));
    assertThat(points.get(0).fixedPoint().stability()).isEqualTo(Stability.STABLE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.01, 0.2, 3, 100})
  void erfIsCriticalOnItsClosedForm(double sigmaB2) {
    CriticalPoint point = CriticalPoint.of(new Erf(), sigmaB2).get(0);
    double q = point.fixedPoint().q();
    // chi_1 = 1 and Q(q) = q, eliminated by hand.
    double weights = Math.PI / 4 * Math.sqrt(1 + 4 * q);
    assertThat(point.sigmaW2()).isCloseTo(weights, within(1e-9 * weights));
    double length = weights * 2 / Math.PI * Math.asin(2 * q / (1 + 2 * q)) + sigmaB2;
    assertThat(length).isCloseTo(q, within(1e-9 * q));
  }

  @Test
  void slopesOnEitherSideOfZeroAreCriticalWithoutBiasOnly() {
    CriticalPoint relu = CriticalPoint.of(new Relu(), 0).get(0);
    assertThat(relu).isEqualTo(new CriticalPoint(2, 0, new FixedPoint(0, 1, Stability.NEUTRAL)));
    assertThat(CriticalPoint.of(new LeakyRelu(0.2), 0).get(0).sigmaW2())
        .isCloseTo(2 / 1.04, within(1e-15));
    assertThat(CriticalPoint.of(new Identity(), 0).get(0).sigmaW2()).isEqualTo(1);
    assertThat(CriticalPoint.of(new Relu(), 0.04)).isEmpty();
    assertThat(CriticalPoint.of(new Identity(), 0.04)).isEmpty();
  }

  /**
   * D. A. Roberts, S. Yaida, B. Hanin, The Principles of Deep Learning Theory, Cambridge 2022,
   * section 5.3.4: gelu at (C_b, C_W) = (0.17292239, 1.98305826) and swish at (0.55514317,
   * 1.98800468) have both slopes 1, the length map's too.
   */
  @Test
  void geluAndSiluAreCriticalWherePublished() {
    CriticalPoint gelu = CriticalPoint.of(new Gelu(Gelu.Approximate.NONE), 0.17292239).get(0);
    assertThat(gelu.sigmaW2()).isCloseTo(1.98305826, within(1e-8));
    assertThat(gelu.fixedPoint().slope()).isCloseTo(1, within(1e-7));
    CriticalPoint swish = CriticalPoint.of(new Silu(), 0.55514317).get(0);
    assertThat(swish.sigmaW2()).isCloseTo(1.98800468, within(1e-8));
    assertThat(swish.fixedPoint().slope()).isCloseTo(1, within(1e-7));
  }

  @Test
  void geluIsCriticalAtZeroButMovesAwayFromIt() {
    // gelu(x)^2 = x^2 / 4 + x^3 / sqrt(2 pi) + x^4 / (2 pi) + ...: Q(q) = q + 6 q^2 / pi + ... > q.
    CriticalPoint point = CriticalPoint.of(new Gelu(Gelu.Approximate.NONE), 0).get(0);
    assertThat(point.sigmaW2()).isCloseTo(4, within(1e-14));
    assertThat(point.fixedPoint().stability()).isEqualTo(Stability.UNSTABLE);
  }
}
