package io.evenkeel.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Catalog;
import io.evenkeel.core.Spec;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every loss of the axis keeps, whatever its formula. */
class OutputLossContractTest {
  private static final int BATCH = 4;
  private static final int UNITS = 24;

  /** Step of the central differences: outputs and steps are multiples of 2^-16, sums exact. */
  private static final float STEP = 0x1p-13f;

  private static final List<String> VARIANTS =
      List.of(
          "cross_entropy(label_smoothing=0.1)",
          "bce_with_logits(pos_weight=3)",
          "kl_div(log_target=true)",
          "smooth_l1(beta=0.3)",
          "huber(delta=0.3)",
          "poisson_nll(log_input=false,full=true,eps=0.01)",
          "gaussian_nll(full=true,eps=0.001)",
          "margin_ranking(margin=0.7)",
          "multi_margin(p=2,margin=0.5)",
          "multi_margin(margin=-0.5)",
          "triplet_margin(margin=0.5,p=1,swap=true)",
          "triplet_margin(p=3,eps=0.01)",
          "hinge_embedding(margin=2)",
          "cosine_embedding(margin=-0.2)",
          "ctc(classes=4,target_length=2,blank=1)",
          "ctc(classes=12,target_length=2,zero_infinity=true)");

  static Stream<OutputLoss> all() {
    return Stream.concat(
        Losses.CATALOG.entries().stream()
            .map(entry -> Losses.CATALOG.create(Spec.of(entry.name()))),
        VARIANTS.stream().map(text -> Losses.CATALOG.create(Spec.parse(text))));
  }

  @Test
  void everyEntryHasALineOfFormulaAndMeaning() {
    for (Catalog.Entry<OutputLoss> entry : Losses.CATALOG.entries()) {
      assertThat(entry.formula()).isNotBlank().doesNotContain("\n");
      entry.parameters().forEach(parameter -> assertThat(parameter.meaning()).isNotBlank());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void itsSpecIsCompleteAndMakesItAgain(OutputLoss loss) {
    Spec spec = loss.spec();
    assertThat(Losses.CATALOG.complete(spec).text()).isEqualTo(spec.text());
    assertThat(Losses.CATALOG.create(Spec.parse(spec.text()))).isEqualTo(loss);
  }

  /**
   * Differences at h and h / 2, extrapolated: the error is of order h^4 (1e-15) plus rounding,
   * 1e-15 times the value (up to 10) over h, 1e-10.
   */
  @ParameterizedTest
  @MethodSource("all")
  void theGradientIsThatOfTheMean(OutputLoss loss) {
    float[] output = output(1);
    double[] gradient = new double[output.length];
    evaluate(loss, output, gradient);
    double scale = loss instanceof RandomCotangent ? BATCH : 1;
    for (int i = 0; i < output.length; i++) {
      double coarse = difference(loss, output, i, STEP);
      double fine = difference(loss, output, i, STEP / 2);
      assertThat(gradient[i])
          .as("output %s", i)
          .isCloseTo(scale * (4 * fine - coarse) / 3, within(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theFloorIsTheMeanAtZero(OutputLoss loss) {
    double[] gradient = new double[BATCH * UNITS];
    LossAtOutput atZero = evaluate(loss, new float[BATCH * UNITS], gradient);
    LossAtOutput elsewhere = evaluate(loss, output(2), gradient);
    assertThat(atZero.floor()).isCloseTo(atZero.mean(), within(1e-12 * (1 + atZero.floor())));
    assertThat(elsewhere.floor()).isEqualTo(atZero.floor());
  }

  @ParameterizedTest
  @MethodSource("all")
  void aNaNInOneSampleIsSeenInTheMeanAndThrowsNothing(OutputLoss loss) {
    for (float bad :
        new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f}) {
      float[] output = output(3);
      output[UNITS + 5] = bad;
      double[] gradient = new double[output.length];
      LossAtOutput at = evaluate(loss, output, gradient);
      if (Float.isNaN(bad)) {
        assertThat(at.mean()).isNaN();
        assertThat(Arrays.stream(gradient, 2 * UNITS, gradient.length)).doesNotContain(Double.NaN);
      }
      assertThat(at.floor()).isFinite();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void statisticsAreThoseOfTheSamples(OutputLoss loss) {
    LossAtOutput at = evaluate(loss, output(4), new double[BATCH * UNITS]);
    assertThat(at.min()).isLessThanOrEqualTo(at.mean());
    assertThat(at.max()).isGreaterThanOrEqualTo(at.mean());
    assertThat(at.std()).isBetween(0.0, at.max() - at.min());
  }

  private static double difference(OutputLoss loss, float[] output, int i, float step) {
    double[] unused = new double[output.length];
    float[] moved = output.clone();
    moved[i] = output[i] + step;
    double above = evaluate(loss, moved, unused).mean();
    moved[i] = output[i] - step;
    return (above - evaluate(loss, moved, unused).mean()) / (2.0 * step);
  }

  static LossAtOutput evaluate(OutputLoss loss, float[] output, double[] gradient) {
    return loss.evaluate(
        output,
        BATCH,
        UNITS,
        RandomStream.of(7, Role.TARGET, 0),
        RandomStream.of(7, Role.COTANGENT, 0),
        gradient);
  }

  /** Standard normals in multiples of 2^-16. */
  private static float[] output(long seed) {
    RandomStream stream = RandomStream.of(seed, Role.INPUT, 0);
    float[] output = new float[BATCH * UNITS];
    for (int i = 0; i < output.length; i++) {
      output[i] = Math.round(stream.normal(i) * 0x1p16f) * 0x1p-16f;
    }
    return output;
  }
}
