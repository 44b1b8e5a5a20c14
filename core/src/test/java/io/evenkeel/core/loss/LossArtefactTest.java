package io.evenkeel.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The right finite results where PyTorch's arithmetic fails, and what is rightly not finite. */
class LossArtefactTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void softMarginGrowsLinearlyWhereTheExponentialOverflows() {
    LossValue result =
        new SoftMargin(Reduction.NONE)
            .evaluate(Tensor.vector(-800, 1e300, 800), Tensor.vector(1, -1, 1));
    assertThat(result.value().data()).containsExactly(800, 1e300, 0);
    assertThat(result.gradient("input").data()).containsExactly(-1, 1, -0.0);
  }

  @Test
  void bceWithLogitsIsFiniteAtEveryFiniteLogit() {
    LossValue result =
        new BceWithLogits(Reduction.NONE)
            .evaluate(
                Tensor.vector(1e300, -1e300, 1e300, -1e300, -40), Tensor.vector(0, 1, 1, 0, 0));
    double small = StrictMath.exp(-40);
    assertThat(result.value().data()).containsExactly(1e300, 1e300, 0, 0, small);
    assertThat(result.gradient("input").data()).containsExactly(1, -1, 0, 0, small);
  }

  @Test
  void aTargetOfZeroHasAFiniteGradient() {
    LossValue kl = new KlDiv(Reduction.SUM).evaluate(Tensor.vector(-1, -0.5), Tensor.vector(0, 1));
    assertThat(kl.gradient("target").data()).containsExactly(0, 1.5);
    LossValue poisson =
        new PoissonNll(true, true, 1e-8, Reduction.SUM)
            .evaluate(Tensor.vector(-1, 3), Tensor.vector(0, 0));
    assertThat(poisson.gradient("target").data()).containsExactly(1, -3);
    LossValue bce = new Bce(Reduction.SUM).evaluate(Tensor.vector(0, 1), Tensor.vector(0, 0.5));
    assertThat(bce.gradient("target").data()).containsExactly(100, -100);
  }

  @Test
  void smoothL1WithoutASmoothPartHasGradientZeroAtATie() {
    LossValue result =
        new SmoothL1(0, Reduction.SUM).evaluate(Tensor.vector(2, 3), Tensor.vector(2, 2));
    assertThat(result.gradient("input").data()).containsExactly(0, 1);
    assertThat(result.gradient("target").data()).containsExactly(-0.0, -1);
  }

  @Test
  void anImpossibleAlignmentIsInfiniteAndPullsNothing() {
    Tensor[] inputs = {
      Tensor.of(new int[] {2, 2, 2}, -1, -0.5, -1, -0.5, -1, -0.5, -1, -0.5),
      Tensor.of(new int[] {2, 2}, 1, 1, 1, 0),
      Tensor.vector(2, 2),
      Tensor.vector(2, 1)
    };
    LossValue kept = new Ctc(Reduction.NONE).evaluate(inputs);
    assertThat(kept.value().at(0)).isEqualTo(INFINITY);
    assertThat(kept.value().at(1)).isFinite();
    double[] gradient = kept.gradient("log_probs").data();
    for (int i = 0; i < gradient.length; i++) {
      // Sequence 0 has entries 0, 1, 4 and 5.
      assertThat(gradient[i] == 0).as("entry %s", i).isEqualTo(i % 4 < 2);
    }
    LossValue zeroed = new Ctc(0, true, Reduction.NONE).evaluate(inputs);
    assertThat(zeroed.value().at(0)).isZero();
    assertThat(zeroed.value().at(1)).isEqualTo(kept.value().at(1));
    assertThat(zeroed.gradients()).isEqualTo(kept.gradients());
  }

  @Test
  void oneAlignmentAloneCostsItsOwnProbabilities() {
    // Two frames, label 1 twice in a row cannot be; labels 1, 2 have one path: 1 then 2.
    LossValue result =
        new Ctc(Reduction.SUM)
            .evaluate(
                Tensor.of(new int[] {2, 3}, -3, -0.25, -2, -1, -2, -0.5),
                Tensor.vector(1, 2),
                Tensor.scalar(2),
                Tensor.scalar(2));
    assertThat(result.value().at(0)).isEqualTo(0.75);
    assertThat(result.gradient("log_probs").data()).containsExactly(0, -1, 0, 0, 0, -1);
  }

  /**
   * 10,000 frames of log-probabilities near -1000: neither the sum nor any part of it is a number
   * outside log space. With every class at log-probability -1000 each path costs 10^7, and there
   * are binomial(T + S, 2 S) paths for S different labels. Each frame rounds a number of up to
   * 10^7, by 10^-9 at most.
   */
  @Test
  void ctcStaysInLogSpace() {
    int frames = 10_000;
    double[] logP = new double[frames * 3];
    Arrays.fill(logP, -1000);
    LossValue result =
        new Ctc(Reduction.SUM)
            .evaluate(
                Tensor.of(new int[] {frames, 3}, logP),
                Tensor.vector(1, 2),
                Tensor.scalar(frames),
                Tensor.scalar(2));
    double paths = 0;
    for (int k = 0; k < 4; k++) {
      paths += Math.log(frames + 2.0 - k) - Math.log(k + 1.0);
    }
    assertThat(result.value().at(0)).isCloseTo(1e7 - paths, within(frames * 1e-9));
  }

  @Test
  void noCountedSampleGivesNaNAndNoGradient() {
    LossValue result =
        new CrossEntropy(Reduction.MEAN)
            .evaluate(Tensor.of(new int[] {2, 2}, 1, 2, 3, 4), Tensor.vector(-100, -100));
    assertThat(result.value().at(0)).isNaN();
    assertThat(result.gradient("input").data()).containsOnly(0);
  }

  @Test
  void anEmptyBatchSumsToZeroAndHasNoMean() {
    Tensor none = Tensor.of(new int[] {0, 3});
    assertThat(new Mse(Reduction.SUM).evaluate(none, none).value().at(0)).isZero();
    assertThat(new Mse(Reduction.MEAN).evaluate(none, none).value().at(0)).isNaN();
    assertThat(new Mse(Reduction.NONE).evaluate(none, none).value().length()).isZero();
    Tensor noLabels = Tensor.vector();
    LossValue crossEntropy = new CrossEntropy(Reduction.MEAN).evaluate(none, noLabels);
    assertThat(crossEntropy.value().at(0)).isNaN();
    assertThat(crossEntropy.gradient("input").length()).isZero();
  }

  @Test
  void aNaNComesThroughAndThrowsNothing() {
    for (LossCases.Case one : LossCases.all()) {
      Tensor[] inputs = one.inputs().toArray(Tensor[]::new);
      double[] data = inputs[0].data();
      Arrays.fill(data, Double.NaN);
      inputs[0] = Tensor.of(inputs[0].shape(), data);
      double[] values = one.loss().evaluate(inputs).value().data();
      assertThat(Arrays.stream(values).anyMatch(Double::isNaN)).as("%s", one.loss()).isTrue();
    }
  }
}
