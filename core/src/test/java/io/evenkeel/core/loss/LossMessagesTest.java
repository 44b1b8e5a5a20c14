package io.evenkeel.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.evenkeel.core.Spec;
import io.evenkeel.core.SpecException;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a wrong parameter or input is told. */
class LossMessagesTest {
  private static final Reduction SUM = Reduction.SUM;
  private static final Optional<Tensor> NONE = Optional.empty();
  private static final Tensor LOGITS = Tensor.of(new int[] {2, 3}, 1, 2, 3, 4, 5, 6);
  private static final Tensor PAIR = Tensor.vector(0.5, 0.5);

  private static Arguments row(ThrowingCallable call, String message) {
    return arguments(call, message);
  }

  private static Optional<Tensor> weight(double... weight) {
    return Optional.of(Tensor.vector(weight));
  }

  static Stream<Arguments> parameters() {
    return Stream.of(
        row(
            () -> new CrossEntropy(weight(1, -2), -100, 0, SUM),
            "weight[1] of cross_entropy must be finite and at least 0, got -2"),
        row(
            () -> new CrossEntropy(NONE, -100, 1.5, SUM),
            "label_smoothing of cross_entropy must be in [0, 1], got 1.5"),
        row(
            () -> new CrossEntropy(NONE, -100, Double.NaN, SUM),
            "label_smoothing of cross_entropy must be in [0, 1], got NaN"),
        row(
            () -> new CrossEntropy(Reduction.BATCHMEAN),
            "reduction of cross_entropy must be one of none, sum, mean, got batchmean"),
        row(
            () -> new Nll(weight(Double.NaN), -100, SUM),
            "weight[0] of nll must be finite and at least 0, got NaN"),
        row(
            () -> new Bce(weight(-1), SUM),
            "weight[0] of bce must be finite and at least 0, got -1"),
        row(
            () -> new BceWithLogits(NONE, weight(-1), SUM),
            "pos_weight[0] of bce_with_logits must be finite and at least 0, got -1"),
        row(() -> new SmoothL1(-1, SUM), "beta of smooth_l1 must be finite and at least 0, got -1"),
        row(() -> new Huber(0, SUM), "delta of huber must be finite and above 0, got 0"),
        row(
            () -> new PoissonNll(true, false, 0, SUM),
            "eps of poisson_nll must be finite and above 0, got 0"),
        row(
            () -> new GaussianNll(false, -1, SUM),
            "eps of gaussian_nll must be finite and above 0, got -1"),
        row(
            () -> new MarginRanking(Double.NaN, SUM),
            "margin of margin_ranking must be a finite number, got NaN"),
        row(
            () -> new MultilabelSoftMargin(weight(-1), SUM),
            "weight[0] of multilabel_soft_margin must be finite and at least 0, got -1"),
        row(() -> new MultiMargin(3, 1, NONE, SUM), "p of multi_margin must be 1 or 2, got 3"),
        row(
            () -> new MultiMargin(1, Double.POSITIVE_INFINITY, NONE, SUM),
            "margin of multi_margin must be a finite number, got Infinity"),
        row(
            () -> new TripletMargin(1, 0, 1e-6, false, SUM),
            "p of triplet_margin must be above 0, got 0"),
        row(
            () -> new HingeEmbedding(Double.NaN, SUM),
            "margin of hinge_embedding must be a finite number, got NaN"),
        row(
            () -> new CosineEmbedding(2, SUM),
            "margin of cosine_embedding must be in [-1, 1], got 2"),
        row(() -> new Ctc(-1, false, SUM), "blank of ctc must be at least 0, got -1"),
        row(
            () -> Losses.CATALOG.create(Spec.parse("cross_entropy(smoothing=0.1)")),
            "unknown parameter 'smoothing' of cross_entropy; known: label_smoothing"),
        row(
            () -> Losses.CATALOG.create(Spec.parse("cross_entropy(label_smoothing=2)")),
            "label_smoothing of cross_entropy must be in [0, 1], got 2"),
        row(
            () -> Tensor.of(new int[] {2, 2}, 1, 2, 3),
            "a tensor of shape [2, 2] must have 4 entries, got 3"),
        row(() -> Tensor.of(new int[] {-1}), "sizes of a tensor must be at least 0, got [-1]"));
  }

  static Stream<Arguments> classes() {
    Loss crossEntropy = new CrossEntropy(SUM);
    return Stream.of(
        row(
            () -> crossEntropy.evaluate(LOGITS, Tensor.vector(0, 3)),
            "target[1] of cross_entropy must be a class in [0, 3) or ignore_index -100, got 3"),
        row(
            () -> crossEntropy.evaluate(LOGITS, Tensor.vector(0, 0.5)),
            "target[1] of cross_entropy must be a class in [0, 3) or ignore_index -100, got 0.5"),
        row(
            () -> crossEntropy.evaluate(LOGITS, Tensor.vector(0, 1, 2)),
            "target of cross_entropy must have shape [2], got [3]"),
        row(
            () -> crossEntropy.evaluate(Tensor.scalar(1), Tensor.vector(0)),
            "input of cross_entropy must have shape [C], [N, C] or [N, C, d1, ...], got []"),
        row(
            () ->
                new CrossEntropy(weight(1, 2), -100, 0, SUM).evaluate(LOGITS, Tensor.vector(0, 1)),
            "weight of cross_entropy must have shape [3], got [2]"),
        row(
            () -> new Nll(SUM).evaluate(LOGITS, Tensor.vector(0, -1)),
            "target[1] of nll must be a class in [0, 3) or ignore_index -100, got -1"),
        row(
            () -> new Nll(SUM).evaluate(LOGITS, LOGITS),
            "target of nll must have shape [2], got [2, 3]"),
        row(
            () -> new MultiMargin(SUM).evaluate(LOGITS, Tensor.vector(0, 3)),
            "target[1] of multi_margin must be a class in [0, 3), got 3"),
        row(
            () -> new MultiMargin(SUM).evaluate(Tensor.of(new int[] {1, 1, 1}, 0), PAIR),
            "input of multi_margin must have shape [C] or [N, C], got [1, 1, 1]"),
        row(
            () -> new MultiMargin(1, 1, weight(1), SUM).evaluate(LOGITS, Tensor.vector(0, 1)),
            "weight of multi_margin must have shape [3], got [1]"),
        row(
            () -> new MultilabelMargin(SUM).evaluate(PAIR, Tensor.vector(2, -1)),
            "target[0] of multilabel_margin must be a class in [0, 2) or -1 after the last, got 2"),
        row(
            () -> new MultilabelMargin(SUM).evaluate(PAIR, Tensor.vector(0)),
            "target of multilabel_margin must have shape [2], got [1]"),
        row(
            () -> new MultilabelSoftMargin(SUM).evaluate(PAIR, Tensor.vector(0, 2)),
            "target[1] of multilabel_soft_margin must be in [0, 1], got 2"),
        row(
            () -> new MultilabelSoftMargin(weight(1, 2, 3), SUM).evaluate(PAIR, PAIR),
            "weight of multilabel_soft_margin must have shape [2], got [3]"));
  }

  static Stream<Arguments> entries() {
    return Stream.of(
        row(
            () -> new Mse(SUM).evaluate(PAIR, LOGITS),
            "target of mse must have shape [2], got [2, 3]"),
        row(
            () -> new Bce(SUM).evaluate(Tensor.vector(0.5, 1.5), PAIR),
            "input[1] of bce must be in [0, 1], got 1.5"),
        row(
            () -> new Bce(SUM).evaluate(PAIR, Tensor.vector(-0.5, 0)),
            "target[0] of bce must be in [0, 1], got -0.5"),
        row(
            () -> new Bce(weight(1, 2, 3), SUM).evaluate(PAIR, PAIR),
            "weight of bce must have shape [2] or one that repeats to it, got [3]"),
        row(
            () -> new BceWithLogits(NONE, weight(1, 2), SUM).evaluate(LOGITS, LOGITS),
            "pos_weight of bce_with_logits must have shape [2, 3] or one that repeats to it, got"
                + " [2]"),
        row(
            () -> new GaussianNll(SUM).evaluate(PAIR, PAIR, Tensor.vector(1, -1)),
            "var[1] of gaussian_nll must be at least 0, got -1"),
        row(
            () -> new GaussianNll(SUM).evaluate(LOGITS, LOGITS, Tensor.vector(1, 2, 3)),
            "var of gaussian_nll must have shape [2, 3], [2, 1] or [2], got [3]"),
        row(
            () -> new HingeEmbedding(SUM).evaluate(PAIR, Tensor.vector(1, 0)),
            "target[1] of hinge_embedding must be 1 or -1, got 0"),
        row(
            () -> new MarginRanking(SUM).evaluate(PAIR, PAIR, Tensor.vector(1, 2)),
            "target[1] of margin_ranking must be 1 or -1, got 2"),
        row(
            () -> new MarginRanking(SUM).evaluate(PAIR, LOGITS, PAIR),
            "input2 of margin_ranking must have shape [2], got [2, 3]"),
        row(
            () -> new CosineEmbedding(SUM).evaluate(LOGITS, LOGITS, Tensor.scalar(1)),
            "target of cosine_embedding must have shape [2], got []"),
        row(
            () -> new CosineEmbedding(SUM).evaluate(PAIR, PAIR, Tensor.scalar(0)),
            "target[0] of cosine_embedding must be 1 or -1, got 0"),
        row(
            () -> new TripletMargin(SUM).evaluate(PAIR, PAIR, LOGITS),
            "negative of triplet_margin must have shape [2], got [2, 3]"),
        row(
            () -> new TripletMargin(SUM).evaluate(Tensor.scalar(1), PAIR, PAIR),
            "anchor of triplet_margin must have shape [D] or [N, D], got []"),
        row(
            () -> new KlDiv(SUM).evaluate(LOGITS, PAIR),
            "target of kl_div must have shape [2, 3], got [2]"));
  }

  static Stream<Arguments> sequences() {
    Loss ctc = new Ctc(SUM);
    Tensor two = Tensor.scalar(2);
    Tensor one = Tensor.scalar(1);
    return Stream.of(
        row(
            () -> ctc.evaluate(PAIR, PAIR, two, one),
            "log_probs of ctc must have shape [T, N, C] or [T, C], got [2]"),
        row(
            () -> new Ctc(3, false, SUM).evaluate(LOGITS, Tensor.vector(1), two, one),
            "blank of ctc must be a class in [0, 3), got 3"),
        row(
            () -> ctc.evaluate(LOGITS, Tensor.vector(0), two, one),
            "targets[0] of ctc must be a class in [0, 3) other than the blank 0, got 0"),
        row(
            () -> ctc.evaluate(LOGITS, Tensor.vector(3), two, one),
            "targets[0] of ctc must be a class in [0, 3) other than the blank 0, got 3"),
        row(
            () -> ctc.evaluate(LOGITS, Tensor.vector(1), Tensor.scalar(3), one),
            "input_lengths[0] of ctc must be a whole number in [0, 2], got 3"),
        row(
            () -> ctc.evaluate(LOGITS, Tensor.vector(1), two, Tensor.scalar(-1)),
            "target_lengths[0] of ctc must be a whole number of at least 0, got -1"),
        row(
            () -> ctc.evaluate(LOGITS, Tensor.vector(1), two, two),
            "targets of ctc must have shape [1, at least 2] or [2] for these lengths, got [1]"),
        row(
            () -> ctc.evaluate(LOGITS, Tensor.vector(1), Tensor.vector(2, 2), one),
            "input_lengths of ctc must have shape [1], got [2]"));
  }

  @ParameterizedTest
  @MethodSource({"parameters", "classes", "entries", "sequences"})
  void oneLineSaysWhatAndWhere(ThrowingCallable call, String message) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isInstanceOf(SpecException.class).hasMessage(message);
  }
}
