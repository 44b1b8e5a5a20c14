package io.evenkeel.core.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Numbers;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.activation.Erf;
import io.evenkeel.core.activation.Identity;
import io.evenkeel.core.activation.Relu;
import io.evenkeel.core.activation.Relu6;
import io.evenkeel.core.activation.Selu;
import io.evenkeel.core.activation.Sigmoid;
import io.evenkeel.core.activation.Sin;
import io.evenkeel.core.activation.Softshrink;
import io.evenkeel.core.activation.Tanh;
import io.evenkeel.core.activation.Tanhshrink;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeanFieldTest {
  /** Half a unit of the last digit of a figure given to five decimals. */
  private static final double FIVE_DECIMALS = 0.5001e-5;

  @Test
  void tanhIsOrderedCriticalOrChaotic() {
    MeanField ordered = MeanField.of(new Tanh(), 1.0, 0.05);
    assertThat(ordered.length()).isCloseTo(0.19359, within(FIVE_DECIMALS));
    assertThat(ordered.chi1()).isCloseTo(0.75903, within(FIVE_DECIMALS));
    assertThat(ordered.correlation()).hasValue(1);
    assertThat(ordered.correlationScale()).isCloseTo(3.627, within(0.5e-3));
    assertThat(ordered.gradientScale()).isEqualTo(ordered.correlationScale());
    assertThat(ordered.phase()).isEqualTo(Phase.ORDERED);
    MeanField almost = MeanField.of(new Tanh(), 1.7, 0.05);
    assertThat(almost.length()).isCloseTo(0.53308, within(FIVE_DECIMALS));
    assertThat(almost.chi1()).isCloseTo(0.98674, within(FIVE_DECIMALS));
    assertThat(almost.correlationScale()).isCloseTo(74.9, within(0.05));
    MeanField chaotic = MeanField.of(new Tanh(), 2.5, 0.05);
    assertThat(chaotic.length()).isCloseTo(1.06396, within(FIVE_DECIMALS));
    assertThat(chaotic.correlation().orElseThrow()).isCloseTo(0.44680, within(FIVE_DECIMALS));
    assertThat(chaotic.chi1()).isCloseTo(1.13352, within(FIVE_DECIMALS));
    assertThat(chaotic.correlationScale()).isCloseTo(11.80, within(0.005));
    assertThat(chaotic.gradientScale()).isNegative();
    assertThat(chaotic.phase()).isEqualTo(Phase.CHAOTIC);
    assertThat(MeanField.of(new Tanh(), 1.76095, 0.05).phase()).isEqualTo(Phase.CRITICAL);
  }

  @ParameterizedTest
  @CsvSource({"tanh, 5/3, 1.4e4, 0.05e4", "selu, 1, 32, 0.5", "sigmoid, 1, 2.0e-63, 0.05e-63"})
  void gradientGrowsAtTheFixedPointAsGiven(
      String name, String gain, double growth, double precision) {
    Activation activation = Activations.CATALOG.create(Spec.of(name));
    double sigmaW = gain.equals("5/3") ? 5.0 / 3 : Double.parseDouble(gain);
    MeanField field = MeanField.of(activation, sigmaW * sigmaW, 0);
    assertThat(field.gradientGrowth(100)).isCloseTo(growth, within(precision));
  }

  @Test
  void seluWithGainThreeQuartersSettles() {
    MeanField field = MeanField.of(new Selu(), 0.5625, 0);
    double std = Math.sqrt(field.lengths().kernel().variance(field.length()));
    assertThat(std).isCloseTo(0.1996, within(0.5e-4));
    assertThat(field.fixedPoints()).extracting(FixedPoint::stability).contains(Stability.STABLE);
  }

  @Test
  void seluHasItsPublishedFixedPoint() {
    // Its two constants are made so that mean 0 and variance 1 are kept: q = 1.
    MeanField field = MeanField.of(new Selu(), 1, 0);
    assertThat(field.length()).isCloseTo(1, within(1e-12));
    assertThat(field.lengths().kernel().mean(1)).isCloseTo(0, within(1e-12));
  }

  /** The correlation map of erf at q: Williams' arc sine, by the test's own bisection. */
  @ParameterizedTest
  @CsvSource({"2, 0.1", "3, 0.3", "1.2, 0.01", "5, 1"})
  void erfFollowsItsClosedForm(double sigmaW2, double sigmaB2) {
    MeanField field = MeanField.of(new Erf(), sigmaW2, sigmaB2);
    double q = 1;
    for (int layer = 0; layer < 20_000; layer++) {
      q = sigmaW2 * 2 / Math.PI * Math.asin(2 * q / (1 + 2 * q)) + sigmaB2;
    }
    assertThat(field.length()).isCloseTo(q, within(1e-12 * q));
    double chi = sigmaW2 * 4 / Math.PI / Math.sqrt(1 + 4 * q);
    assertThat(field.chi1()).isCloseTo(chi, within(1e-12));
    double slope = sigmaW2 * 4 / Math.PI / ((1 + 2 * q) * Math.sqrt(1 + 4 * q));
    assertThat(field.lengthSlope()).isCloseTo(slope, within(1e-12));
    double low = 0;
    double high = 1 - 1e-9;
    while (chi > 1 && high - low > 1e-15) {
      double c = (low + high) / 2;
      double next = (sigmaW2 * 2 / Math.PI * Math.asin(2 * q * c / (1 + 2 * q)) + sigmaB2) / q;
      low = next > c ? c : low;
      high = next > c ? high : c;
    }
    double expected = chi > 1 ? low : 1;
    assertThat(field.correlation().orElseThrow()).isCloseTo(expected, within(1e-11));
  }

  @Test
  void tanhWithUnitWeightsFollowsAPowerLaw() {
    LengthMap map = LengthMap.of(new Tanh(), 1, 0);
    double q = 1;
    for (int layer = 1; layer <= 100; layer++) {
      q = map.next(q);
    }
    // q = 1 / (2L) to leading order; the correction is of relative order ln(L) / L = 5 %.
    assertThat(q * 200).isCloseTo(1, within(0.1));
    for (int layer = 101; layer <= 10_000; layer++) {
      q = map.next(q);
    }
    assertThat(q * 20_000).isCloseTo(1, within(2e-3));
    assertThat(map.limit(1)).isZero();
    assertThat(map.fixedPoints()).containsExactly(new FixedPoint(0, 1, Stability.STABLE));
  }

  @Test
  void reluCorrelationsComeTogetherAsGiven() {
    CorrelationMap map = new CorrelationMap(LengthMap.of(new Relu(), 2, 0), 1);
    double c = map.next(0);
    assertThat(c).isCloseTo(0.318310, within(0.5e-6));
    c = map.next(c);
    assertThat(c).isCloseTo(0.493731, within(0.5e-6));
    for (int layer = 3; layer <= 100; layer++) {
      c = map.next(c);
    }
    assertThat(c).isCloseTo(0.996423, within(0.5e-6));
    assertThat(map.slope(1)).isCloseTo(1, within(1e-15));
    assertThat(map.fixedPoint()).hasValue(1);
  }

  @Test
  void reluKeepsShrinksOrStretchesEveryLength() {
    assertThat(LengthMap.of(new Relu(), 2, 0).fixedPoints())
        .containsExactly(new FixedPoint(0, 1, Stability.NEUTRAL));
    assertThat(MeanField.of(new Relu(), 2, 0).length()).isEqualTo(2);
    assertThat(MeanField.of(new Relu(), 2, 0).phase()).isEqualTo(Phase.CRITICAL);
    MeanField shrinking = MeanField.of(new Relu(), 1, 0.3);
    assertThat(shrinking.length()).isCloseTo(0.6, within(1e-14));
    assertThat(shrinking.lengthScale()).isCloseTo(1 / Math.log(2), within(1e-12));
    assertThat(MeanField.of(new Relu(), 2.1, 0).length()).isInfinite();
    assertThat(MeanField.of(new Relu(), 2.1, 0).phase()).isEqualTo(Phase.UNBOUNDED);
    assertThat(MeanField.of(new Relu(), 2, 0.1).phase()).isEqualTo(Phase.UNBOUNDED);
    assertThat(MeanField.of(new Relu(), 1.9, 0).length()).isZero();
  }

  @Test
  void aSignalThatDiesOutIsSeenFromNearby() {
    MeanField relu6 = MeanField.of(new Relu6(), 1, 0);
    assertThat(relu6.length()).isZero();
    assertThat(relu6.chi1()).isCloseTo(0.5, within(1e-14));
    assertThat(relu6.correlation()).hasValue(1);
    MeanField dead = MeanField.of(new Softshrink(0.5), 1, 0);
    assertThat(dead.length()).isZero();
    assertThat(dead.correlation()).isEmpty();
    assertThat(dead.gradientGrowth(10)).isZero();
    // x - tanh(x) is x^3 / 3 near 0: E[x^3 y^3] / 15 = (6 c^3 + 9 c) / 15.
    MeanField cubic = MeanField.of(new Tanhshrink(), 1, 0);
    assertThat(cubic.correlation()).hasValue(0);
    assertThat(cubic.correlationSlope()).isCloseTo(0.6, within(1e-12));
  }

  @Test
  void aLinearNetworkKeepsEveryCorrelation() {
    MeanField field = MeanField.of(new Identity(), 1, 0);
    assertThat(field.correlation()).isEmpty();
    assertThat(field.correlationScale()).isInfinite();
    assertThat(field.gradientGrowth(1000)).isEqualTo(1);
  }

  @Test
  void sineAndSigmoidHaveTheirFixedPoints() {
    // q = sigma_w^2 (1 - exp(-2q)) / 2, with sigma_w^2 = 4: solved by iteration, slope 0.07.
    double q = 2;
    for (int i = 0; i < 100; i++) {
      q = -2 * Math.expm1(-2 * q);
    }
    assertThat(MeanField.of(new Sin(), 4, 0).length()).isCloseTo(q, within(1e-14));
    List<FixedPoint> points = LengthMap.of(new Sin(), 4, 0).fixedPoints();
    assertThat(points)
        .extracting(FixedPoint::stability)
        .containsExactly(Stability.UNSTABLE, Stability.STABLE);
    assertThat(MeanField.of(new Sigmoid(), 0, 0.2).length()).isEqualTo(0.2);
  }

  @Test
  void theInputDecidesWhatIsReached() {
    // One stable length from both sides; and one that every length is.
    assertThat(MeanField.of(new Sin(), 4, 0, 1e-6).length())
        .isCloseTo(MeanField.of(new Sin(), 4, 0, 50).length(), within(1e-13));
    assertThat(MeanField.of(new Identity(), 1, 0, 0.25).length()).isCloseTo(0.25, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesVariancesThatAreNone(double variance) {
    assertThatThrownBy(() -> MeanField.of(new Tanh(), variance, 0))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "sigma_w^2 must be a finite number of at least 0, got " + Numbers.text(variance));
    assertThatThrownBy(() -> MeanField.of(new Tanh(), 1, variance))
        .hasMessageStartingWith("sigma_b^2 must be");
    assertThatThrownBy(() -> CriticalPoint.of(new Tanh(), variance))
        .hasMessageStartingWith("sigma_b^2 must be");
  }
}
