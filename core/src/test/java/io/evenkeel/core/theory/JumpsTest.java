package io.evenkeel.core.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Spec;
import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Activations;
import io.evenkeel.core.arch.MlpShape;
import io.evenkeel.core.data.InputMoments;
import io.evenkeel.core.init.Normal;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The correlation map of activations that jump. */
class JumpsTest {
  private static final String THRESHOLD = "threshold(threshold=0.2,value=-0.3)";

  /** Slopes at c* by an independent two-dimensional quadrature, to five digits. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        THRESHOLD + "; 1; 0; 0.66556",
        THRESHOLD + "; 1.5; 0.05; 0.79307",
        "hardshrink; 0.5; 0.1; 0.61742"
      })
  void slopeAtTheFixedPointCountsJumps(String name, double sigmaW2, double sigmaB2, double slope) {
    MeanField field = MeanField.of(activation(name), sigmaW2, sigmaB2);
    assertThat(field.correlationSlope()).isCloseTo(slope, within(0.5001e-5));
    assertThat(field.correlation().orElseThrow()).isLessThan(1);
    assertThat(field.phase()).isEqualTo(Phase.CHAOTIC);
    assertThat(field.jumps()).isTrue();
    assertThat(field.chi1()).isLessThan(1);
    // The forecast, layer by layer, settles at that pace once the length has settled.
    List<LayerPrediction> layers = forecast(name, field, 24);
    double c = field.correlation().getAsDouble();
    double factor = (layers.get(20).preCosine() - c) / (layers.get(16).preCosine() - c);
    assertThat(factor).isCloseTo(Math.pow(slope, 4), within(5e-3 * factor));
  }

  private static List<LayerPrediction> forecast(String name, MeanField field, int depth) {
    LengthMap map = field.lengths();
    return Prediction.of(
            activation(name),
            new Normal(0, Math.sqrt(map.sigmaW2() / 64)),
            Optional.of(new Normal(0, Math.sqrt(map.sigmaB2()))),
            MlpShape.of(1, 64, 64, depth, 0),
            false,
            InputMoments.ofNormal((field.length() - map.sigmaB2()) / map.sigmaW2()))
        .orElseThrow()
        .layers();
  }

  /** Against a difference quotient of E[phi phi], for lengths of two inputs alike and not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        THRESHOLD,
        "hardshrink",
        "hardshrink(lambd=1.5)",
        "threshold(threshold=-1,value=2)",
        "threshold(threshold=0,value=-1)",
        "softshrink",
        "tanh"
      })
  void productSlopeIsTheDerivativeOfTheProduct(String name) {
    Kernel kernel = Kernel.of(activation(name));
    double step = 1e-4;
    for (double[] q : new double[][] {{1, 1}, {0.4, 2}, {3, 0.7}}) {
      for (double c : new double[] {-0.9, -0.5, 0, 0.3, 0.8, 0.95}) {
        double rise = kernel.product(q[0], q[1], c + step) - kernel.product(q[0], q[1], c - step);
        double slope = kernel.productSlope(q[0], q[1], c) * Math.sqrt(q[0] * q[1]);
        // step^2 / 6 times a third derivative, of a phi of size 3 below 3 (1 - c^2)^(-5/2) 9.
        double tolerance = step * step * 5 * Math.pow(1 - c * c, -2.5) + 1e-9;
        assertThat(rise / (2 * step)).as(name + " " + c).isCloseTo(slope, within(tolerance));
      }
    }
  }

  /** Against the rate at which simulated pairs part, with the same normals at two correlations. */
  @Test
  void productSlopeMeetsASimulation() {
    Activation hardshrink = activation("hardshrink");
    SplittableRandom random = new SplittableRandom(11);
    double c = 0.6;
    double step = 0.05;
    int n = 2_000_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double u = random.nextGaussian();
      double v = random.nextGaussian();
      double high = c + step;
      double low = c - step;
      double gain =
          hardshrink.value(u)
              * (hardshrink.value(high * u + Math.sqrt(1 - high * high) * v)
                  - hardshrink.value(low * u + Math.sqrt(1 - low * low) * v))
              / (2 * step);
      sum += gain;
      squares += gain * gain;
    }
    double error = 5 * Math.sqrt(squares / n - (sum / n) * (sum / n)) / Math.sqrt(n);
    Kernel kernel = Kernel.of(hardshrink);
    double exact = (kernel.product(1, 1, c + step) - kernel.product(1, 1, c - step)) / (2 * step);
    assertThat(sum / n).isCloseTo(exact, within(error));
    assertThat(error).isLessThan(0.01);
    assertThat(kernel.productSlope(1, 1, c)).isCloseTo(exact, within(0.01));
    assertThat(kernel.slopeProduct(1, 1, c)).isLessThan(exact - 0.1);
  }

  @Test
  void theSlopeIsInfiniteWhereInputsAgree() {
    CorrelationMap map = new CorrelationMap(LengthMap.of(activation("hardshrink"), 1, 0.1), 1);
    assertThat(map.slope(1)).isInfinite();
    assertThat(map.slope(1 - 1e-8)).isBetween(1e2, 1e5);
    // A jump that no unit ever reaches is not felt.
    CorrelationMap small = new CorrelationMap(LengthMap.of(activation(THRESHOLD), 1, 0), 1e-6);
    assertThat(small.slope(1)).isZero();
    assertThat(small.fixedPoint()).hasValue(1);
  }

  /** A jump that is felt too rarely to be told: the phase is that of the smooth part. */
  @Test
  void aJumpFarOutsideLeavesThePhase() {
    MeanField field = MeanField.of(activation("threshold(threshold=-9,value=-8)"), 0.9, 0.05);
    assertThat(field.phase()).isEqualTo(Phase.ORDERED);
    assertThat(field.correlation()).hasValue(1);
    assertThat(field.correlationSlope()).isCloseTo(0.9, within(1e-6));
    MeanField near = MeanField.of(activation("threshold(threshold=-3,value=-2)"), 0.9, 0.05);
    assertThat(near.phase()).isEqualTo(Phase.CHAOTIC);
  }

  private static Activation activation(String text) {
    return Activations.CATALOG.create(Spec.parse(text));
  }
}
