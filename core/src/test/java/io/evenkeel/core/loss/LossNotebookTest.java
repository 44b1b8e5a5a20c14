package io.evenkeel.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The examples of the notebook, as it prints them. */
class LossNotebookTest {
  private static final Tensor INPUTS = Tensor.of(new int[] {3, 2}, 1, 2, 1, 3, 1, 3);
  private static final Tensor TARGET = Tensor.vector(0, 1, 1);

  /** Half a unit of the last digit printed. */
  private static final Offset<Double> PRINTED = within(0.5e-4);

  @Test
  void crossEntropyInThreeReductions() {
    double[] none = new CrossEntropy(Reduction.NONE).evaluate(INPUTS, TARGET).value().data();
    assertThat(none).containsExactly(new double[] {1.3133, 0.1269, 0.1269}, PRINTED);
    assertThat(value(new CrossEntropy(Reduction.SUM), INPUTS, TARGET)).isCloseTo(1.5671, PRINTED);
    assertThat(value(new CrossEntropy(Reduction.MEAN), INPUTS, TARGET)).isCloseTo(0.5224, PRINTED);
  }

  @Test
  void aWeightedMeanDividesByTheSharesOfTheSamples() {
    Optional<Tensor> weight = Optional.of(Tensor.vector(1, 2));
    double sum = value(new CrossEntropy(weight, -100, 0, Reduction.SUM), INPUTS, TARGET);
    double mean = value(new CrossEntropy(weight, -100, 0, Reduction.MEAN), INPUTS, TARGET);
    assertThat(sum).isCloseTo(1.3133 + 2 * 0.1269 + 2 * 0.1269, within(5 * 0.5e-4));
    assertThat(mean).isCloseTo(sum / (1 + 2 + 2), within(1e-15));
  }

  @Test
  void nllOfTheLogSoftmaxIsTheSame() {
    Tensor logP = Tensor.of(new int[] {3, 2}, -1.3133, -0.3133, -2.1269, -0.1269, -2.1269, -0.1269);
    assertThat(value(new Nll(Reduction.MEAN), logP, TARGET)).isCloseTo(0.5224, PRINTED);
  }

  @Test
  void anUndecidedModelOfTwoClassesHasLn2() {
    Offset<Double> exact = within(1e-15);
    double ln2 = Math.log(2);
    assertThat(ln2).isCloseTo(0.69, within(0.005));
    Tensor half = Tensor.vector(0.5);
    Tensor zero = Tensor.vector(0);
    Tensor one = Tensor.vector(1);
    assertThat(value(new Bce(Reduction.MEAN), half, one)).isCloseTo(ln2, exact);
    assertThat(value(new BceWithLogits(Reduction.MEAN), zero, one)).isCloseTo(ln2, exact);
    assertThat(value(new CrossEntropy(Reduction.MEAN), Tensor.vector(0, 0), Tensor.scalar(1)))
        .isCloseTo(ln2, exact);
  }

  @Test
  void threeTimesAsManyNegativesMakeAPositiveWeighThree() {
    Optional<Tensor> three = Optional.of(Tensor.vector(3));
    Loss weighted = new BceWithLogits(Optional.empty(), three, Reduction.SUM);
    Loss plain = new BceWithLogits(Reduction.SUM);
    Tensor logit = Tensor.vector(0.7);
    assertThat(value(weighted, logit, Tensor.vector(1)))
        .isEqualTo(3 * value(plain, logit, Tensor.vector(1)));
    assertThat(value(weighted, logit, Tensor.vector(0)))
        .isEqualTo(value(plain, logit, Tensor.vector(0)));
  }

  @Test
  void multilabelMarginOfTwoLabelsAmongFour() {
    Tensor scores = Tensor.vector(0.1, 0.2, 0.4, 0.8);
    double byHand =
        ((1 - (0.1 - 0.2)) + (1 - (0.1 - 0.4)) + (1 - (0.8 - 0.2)) + (1 - (0.8 - 0.4))) / 4;
    assertThat(byHand).isCloseTo(0.85, within(1e-15));
    assertThat(value(new MultilabelMargin(Reduction.MEAN), scores, Tensor.vector(0, 3, -1, -1)))
        .isCloseTo(byHand, within(1e-15));
  }

  @Test
  void multiMarginOfTheImageWithScores13Minus7And11() {
    Loss loss = new MultiMargin(1, 10, Optional.empty(), Reduction.SUM);
    double value = value(loss, Tensor.vector(13, -7, 11), Tensor.scalar(0));
    assertThat(value)
        .isCloseTo((Math.max(0, -7 - 13 + 10) + Math.max(0, 11 - 13 + 10)) / 3.0, within(1e-15));
  }

  @Test
  void theFormulasWrittenOut() {
    assertThat(value(new L1(Reduction.MEAN), Tensor.vector(1, 1), Tensor.vector(3, 3)))
        .isEqualTo(2);
    assertThat(value(new Mse(Reduction.MEAN), Tensor.vector(1, 1), Tensor.vector(3, 3)))
        .isEqualTo(4);
    assertThat(
            new SmoothL1(Reduction.NONE)
                .evaluate(Tensor.vector(0.5, 2), Tensor.vector(0, 0))
                .value()
                .data())
        .containsExactly(0.125, 1.5);
    assertThat(value(new PoissonNll(Reduction.MEAN), Tensor.vector(0), Tensor.vector(2)))
        .isEqualTo(1);
    assertThat(
            new MarginRanking(Reduction.NONE)
                .evaluate(Tensor.vector(2, 1), Tensor.vector(1, 2), Tensor.vector(1, 1))
                .value()
                .data())
        .containsExactly(0, 1);
    assertThat(
            new HingeEmbedding(Reduction.NONE)
                .evaluate(Tensor.vector(0.3, 0.3), Tensor.vector(1, -1))
                .value()
                .data())
        .containsExactly(0.3, 0.7);
  }

  private static double value(Loss loss, Tensor... inputs) {
    return loss.evaluate(inputs).value().at(0);
  }
}
