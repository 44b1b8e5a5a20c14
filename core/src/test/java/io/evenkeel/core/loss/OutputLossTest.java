package io.evenkeel.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.core.Catalog;
import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single losses of the axis give. */
class OutputLossTest {
  private static final int BATCH = 16;
  private static final int UNITS = 240;

  @Test
  void everyLossIsThere() {
    assertThat(Losses.CATALOG.entries().stream().map(Catalog.Entry::name))
        .containsExactlyInAnyOrder(
            "cross_entropy",
            "nll",
            "bce",
            "bce_with_logits",
            "l1",
            "mse",
            "smooth_l1",
            "huber",
            "poisson_nll",
            "gaussian_nll",
            "kl_div",
            "margin_ranking",
            "multilabel_margin",
            "soft_margin",
            "multilabel_soft_margin",
            "multi_margin",
            "triplet_margin",
            "hinge_embedding",
            "cosine_embedding",
            "ctc",
            "random_cotangent");
  }

  /** Floors that no draw of the targets changes. */
  @ParameterizedTest
  @CsvSource({
    "cross_entropy, 5.480638923341991",
    "cross_entropy(label_smoothing=0.3), 5.480638923341991",
    "nll, 5.480638923341991",
    "bce, 0.6931471805599453",
    "bce_with_logits, 0.6931471805599453",
    "soft_margin, 0.6931471805599453",
    "multilabel_soft_margin, 0.6931471805599453",
    "multi_margin, 0.9958333333333333",
    "'multi_margin(p=2,margin=3)', 8.9625",
    "multi_margin(margin=-1), 0",
    "triplet_margin, 1",
    "triplet_margin(margin=0.3), 0.3",
    "poisson_nll, 1",
    "margin_ranking, 0",
    "margin_ranking(margin=0.4), 0.4",
    "random_cotangent, 0"
  })
  void theFloorIsWhatACollapsedSignalGives(String text, double floor) {
    LossAtOutput at = evaluate(text, normals(0.5), new double[BATCH * UNITS]);
    assertThat(at.floor()).isCloseTo(floor, within(1e-12));
  }

  /** Floors that are means over draws, within four standard errors of their expectations. */
  @ParameterizedTest
  @CsvSource({
    // mean t^2 and |t| of N(0, 1): variances 2 and 1 - 2 / pi over 3840 draws
    "mse, 1, 0.092",
    "l1, 0.7978845608028654, 0.039",
    // t^2 / 2 over 1920 draws
    "gaussian_nll, 0.5, 0.065",
    // a fair coin for each of 1920 units, of 16 rows
    "hinge_embedding, 0.5, 0.046",
    "cosine_embedding, 0.5, 0.5",
    // K (C - K) / C for K ~ binomial(C, 1/2), mean (C - 1) / 4, variance below 1 / 8
    "multilabel_margin, 59.75, 0.36",
    // entropy lost by softmax of normals: 1/2 to first order; its standard deviation is about 0.1
    "kl_div, 0.48, 0.1"
  })
  void theFloorOfRandomTargets(String text, double expected, double tolerance) {
    LossAtOutput at = evaluate(text, normals(0.5), new double[BATCH * UNITS]);
    assertThat(at.floor()).isCloseTo(expected, within(tolerance));
  }

  @Test
  void logSoftmaxAndNllAreCrossEntropy() {
    same("nll", "cross_entropy", normals(3));
  }

  @Test
  void sigmoidAndBceAreBceWithLogits() {
    same("bce", "bce_with_logits", normals(3));
  }

  /** The row's mean over units is the mean over classes. */
  @Test
  void multilabelSoftMarginIsBceWithLogits() {
    same("multilabel_soft_margin", "bce_with_logits", normals(3));
  }

  @Test
  void aLogTargetChangesNothing() {
    same("kl_div", "kl_div(log_target=true)", normals(3));
  }

  /** eps = 1e-8 moves log(r + eps) by 1e-8 / r, at most 1e-8 exp(2) here. */
  @Test
  void aRateChangesNothingButForEps() {
    LossAtOutput log = evaluate("poisson_nll", normals(0.5), new double[BATCH * UNITS]);
    LossAtOutput rate =
        evaluate("poisson_nll(log_input=false)", normals(0.5), new double[BATCH * UNITS]);
    assertThat(rate.mean()).isCloseTo(log.mean(), within(1e-7));
  }

  @Test
  void theGradientOfRandomCotangentIsTheCotangent() {
    float[] output = normals(1);
    double[] gradient = new double[output.length];
    LossAtOutput at = evaluate("random_cotangent", output, gradient);
    RandomStream stream = RandomStream.of(3, Role.COTANGENT, 0);
    double sum = 0;
    for (int i = 0; i < gradient.length; i++) {
      assertThat(gradient[i]).isEqualTo(stream.normal(i));
      sum += output[i] * gradient[i];
    }
    assertThat(at.mean() * BATCH).isCloseTo(sum, within(1e-9));
  }

  @Test
  void aVanishedSignalGivesTheFloorAndAnExplodedOneShowsIt() {
    for (Catalog.Entry<OutputLoss> entry : Losses.CATALOG.entries()) {
      double[] gradient = new double[BATCH * UNITS];
      LossAtOutput vanished = evaluate(entry.name(), normals(1e-30), gradient);
      // Cosine and distance see directions and the norm's eps, whatever the scale.
      if (!List.of("cosine_embedding").contains(entry.name())) {
        assertThat(vanished.mean())
            .as(entry.name())
            .isCloseTo(vanished.floor(), within(1e-9 * (1 + vanished.floor())));
      }
      LossAtOutput exploded = evaluate(entry.name(), normals(1e30), gradient);
      if (!List.of("cosine_embedding", "bce", "random_cotangent").contains(entry.name())) {
        assertThat(exploded.mean() > 1e25 || Double.isNaN(exploded.mean()))
            .as("%s: %s", entry.name(), exploded)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "margin_ranking | 7 | margin_ranking takes the output in two halves: its width must be a"
            + " multiple of 2, got 7",
        "triplet_margin | 7 | triplet_margin takes the output in thirds: its width must be a"
            + " multiple of 3, got 7",
        "ctc | 12 | ctc takes the output in frames: its width must be a multiple of classes=8,"
            + " got 12",
        "ctc(target_length=3) | 16 | ctc cannot align target_length=3 labels with 2 frames"
      })
  void whyAWidthCannotFeedIt(String text, int units, String reason) {
    assertThat(create(text).unsupported(4, units)).contains(reason);
    assertThat(create(text).unsupported(4, 240)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bce_with_logits(pos_weight=-1) | pos_weight of bce_with_logits must be finite and at least"
            + " 0, got -1",
        "multi_margin(p=3) | p of multi_margin must be 1 or 2, got 3",
        "multi_margin(p=1.5) | p of multi_margin must be a whole number, got 1.5",
        "huber(delta=0) | delta of huber must be finite and above 0, got 0",
        "ctc(classes=1) | classes of ctc must be at least 2, got 1",
        "ctc(blank=8) | blank of ctc must be a class in [0, 8), got 8",
        "ctc(target_length=-1) | target_length of ctc must be at least 0, got -1",
        "cosine_embedding(margin=2) | margin of cosine_embedding must be in [-1, 1], got 2",
        "l1(beta=1) | l1 takes no parameters, got beta"
      })
  void aWrongParameterIsNamed(String text, String message) {
    assertThatThrownBy(() -> create(text)).isInstanceOf(SpecException.class).hasMessage(message);
  }

  private static void same(String one, String other, float[] output) {
    double[] gradient = new double[output.length];
    double[] otherGradient = new double[output.length];
    LossAtOutput at = evaluate(one, output, gradient);
    LossAtOutput otherAt = evaluate(other, output, otherGradient);
    assertThat(at.mean()).isCloseTo(otherAt.mean(), within(1e-12 * otherAt.mean()));
    assertThat(at.std()).isCloseTo(otherAt.std(), within(1e-12 * otherAt.mean()));
    assertThat(at.min()).isCloseTo(otherAt.min(), within(1e-12 * otherAt.mean()));
    assertThat(at.max()).isCloseTo(otherAt.max(), within(1e-12 * otherAt.mean()));
    assertThat(at.floor()).isCloseTo(otherAt.floor(), within(1e-12 * otherAt.floor()));
    assertThat(gradient).containsExactly(otherGradient, within(1e-15));
  }

  private static OutputLoss create(String text) {
    return Losses.CATALOG.create(Spec.parse(text));
  }

  private static LossAtOutput evaluate(String text, float[] output, double[] gradient) {
    return create(text)
        .evaluate(
            output,
            BATCH,
            UNITS,
            RandomStream.of(3, Role.TARGET, 0),
            RandomStream.of(3, Role.COTANGENT, 0),
            gradient);
  }

  private static float[] normals(double std) {
    float[] output = new float[BATCH * UNITS];
    RandomStream.of(5, Role.INPUT, 0).fillNormal(0, output, 0, output.length);
    for (int i = 0; i < output.length; i++) {
      output[i] *= (float) std;
    }
    return output;
  }
}
