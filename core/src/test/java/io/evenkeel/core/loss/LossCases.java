package io.evenkeel.core.loss;

import io.evenkeel.core.random.RandomStream;
import io.evenkeel.core.random.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Losses with every parameter at several values, and inputs away from their kinks. */
final class LossCases {
  /** One evaluation. */
  record Case(Loss loss, List<Tensor> inputs) {
    LossValue evaluate() {
      return loss.evaluate(inputs.toArray(Tensor[]::new));
    }
  }

  private static final Reduction NONE = Reduction.NONE;
  private static final Reduction SUM = Reduction.SUM;
  private static final Reduction MEAN = Reduction.MEAN;
  private static final RandomStream STREAM = RandomStream.of(11, Role.INPUT, 0);

  private final List<Case> cases = new ArrayList<>();
  private long next;

  private LossCases() {
    classes4();
    pointwise();
    probabilities();
    margins();
    embeddings();
    ctc();
  }

  static List<Case> all() {
    return new LossCases().cases;
  }

  /** Every record of the family. */
  static List<Class<?>> classes() {
    return records(Loss.class).toList();
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(LossCases::records)
        : Stream.of(type);
  }

  private void classes4() {
    Optional<Tensor> weight = Optional.of(Tensor.vector(0.5, 2, 1.25, 0));
    Optional<Tensor> none = Optional.empty();
    for (Reduction reduction : List.of(NONE, SUM, MEAN)) {
      for (double smoothing : new double[] {0, 0.2, 1}) {
        add(new CrossEntropy(weight, 2, smoothing, reduction), normal(3, 4), labels(1, 2, 0));
        add(new CrossEntropy(weight, 2, smoothing, reduction), normal(2, 4), uniform(2, 4));
        add(
            new CrossEntropy(none, -100, smoothing, reduction),
            normal(2, 4, 3),
            Tensor.of(new int[] {2, 3}, 0, 3, 1, 2, 2, 0));
      }
      add(new CrossEntropy(none, -100, 0.1, reduction), normal(4), Tensor.scalar(3));
      add(new CrossEntropy(weight, -100, 0.1, reduction), normal(2, 4, 2, 2), uniform(2, 4, 2, 2));
      add(new Nll(weight, -1, reduction), normal(3, 4), labels(1, -1, 0));
      add(new Nll(none, 7, reduction), normal(4), Tensor.scalar(2));
      add(new Nll(none, -100, reduction), normal(2, 4, 2), Tensor.of(new int[] {2, 2}, 3, 1, 0, 2));
      for (int p : new int[] {1, 2}) {
        for (double margin : new double[] {1, 0.3, -0.5}) {
          add(new MultiMargin(p, margin, weight, reduction), normal(3, 4), labels(1, 2, 0));
          add(new MultiMargin(p, margin, none, reduction), normal(4), Tensor.scalar(1));
        }
      }
    }
  }

  private void pointwise() {
    for (Reduction reduction : List.of(NONE, SUM, MEAN)) {
      add(new L1(reduction), normal(2, 3), normal(2, 3));
      add(new Mse(reduction), normal(2, 3), normal(2, 3));
      for (double width : new double[] {0.25, 1, 3}) {
        add(new SmoothL1(width, reduction), normal(3, 4), normal(3, 4));
        add(new Huber(width, reduction), normal(3, 4), normal(3, 4));
      }
      add(new SmoothL1(0, reduction), normal(5), normal(5));
      for (boolean full : new boolean[] {false, true}) {
        for (double eps : new double[] {1e-8, 0.1}) {
          add(new PoissonNll(true, full, eps, reduction), normal(2, 3), counts(6));
          add(new PoissonNll(false, full, eps, reduction), uniform(2, 3), counts(6));
        }
      }
      add(new SoftMargin(reduction), normal(2, 4), signs(2, 4));
      for (double margin : new double[] {1, 0.2, -0.7}) {
        add(new HingeEmbedding(margin, reduction), normal(2, 4), signs(2, 4));
        add(new MarginRanking(margin, reduction), normal(6), normal(6), signs(6));
      }
    }
    for (Reduction reduction : Reduction.values()) {
      add(new KlDiv(false, reduction), normal(2, 3), uniform(2, 3));
      add(new KlDiv(true, reduction), normal(2, 3), normal(2, 3));
    }
  }

  private void probabilities() {
    Optional<Tensor> none = Optional.empty();
    Optional<Tensor> perClass = Optional.of(Tensor.vector(0.5, 2, 0));
    Optional<Tensor> perRow = Optional.of(Tensor.of(new int[] {2, 1}, 1.5, 0.25));
    for (Reduction reduction : List.of(NONE, SUM, MEAN)) {
      for (Optional<Tensor> weight : List.of(none, perClass, perRow)) {
        add(new Bce(weight, reduction), uniform(2, 3), uniform(2, 3));
        add(new BceWithLogits(weight, perClass, reduction), normal(2, 3), uniform(2, 3));
        add(new BceWithLogits(weight, none, reduction), normal(2, 3), uniform(2, 3));
      }
      add(new MultilabelSoftMargin(perClass, reduction), normal(2, 3), uniform(2, 3));
      add(new MultilabelSoftMargin(none, reduction), normal(3), uniform(3));
      for (boolean full : new boolean[] {false, true}) {
        for (double eps : new double[] {1e-6, 1e-3}) {
          add(new GaussianNll(full, eps, reduction), normal(2, 3), normal(2, 3), uniform(2, 3));
          add(new GaussianNll(full, eps, reduction), normal(2, 3), normal(2, 1), uniform(2, 1));
          add(new GaussianNll(full, eps, reduction), normal(2, 3), normal(2, 3), uniform(2));
        }
      }
    }
  }

  private void margins() {
    for (Reduction reduction : List.of(NONE, SUM, MEAN)) {
      add(
          new MultilabelMargin(reduction),
          normal(3, 4),
          Tensor.of(new int[] {3, 4}, 3, 0, -1, 1, -1, -1, 2, 2, 0, 1, 2, 3));
      add(new MultilabelMargin(reduction), normal(3), Tensor.vector(1, -1, -1));
    }
  }

  private void embeddings() {
    for (Reduction reduction : List.of(NONE, SUM, MEAN)) {
      for (double p : new double[] {1, 1.5, 2, 3.5, Double.POSITIVE_INFINITY}) {
        for (boolean swap : new boolean[] {false, true}) {
          add(
              new TripletMargin(1, p, 1e-6, swap, reduction),
              normal(3, 4),
              normal(3, 4),
              normal(3, 4));
        }
      }
      add(new TripletMargin(0.2, 2, 0.1, true, reduction), normal(4), normal(4), normal(4));
      for (double margin : new double[] {0, 0.3, -0.5}) {
        add(new CosineEmbedding(margin, reduction), normal(4, 3), normal(4, 3), signs(4));
        add(new CosineEmbedding(margin, reduction), normal(3), normal(3), signs());
      }
    }
  }

  private void ctc() {
    Tensor padded = Tensor.of(new int[] {2, 3}, 1, 1, 3, 3, 1, 0);
    for (Reduction reduction : List.of(NONE, SUM, MEAN)) {
      for (boolean zeroInfinity : new boolean[] {false, true}) {
        add(
            new Ctc(2, zeroInfinity, reduction),
            normal(6, 2, 4),
            padded,
            labels(6, 5),
            labels(3, 2));
        add(
            new Ctc(0, zeroInfinity, reduction),
            normal(5, 3, 3),
            labels(2, 2, 1),
            labels(5, 3, 4),
            labels(2, 0, 1));
      }
      add(new Ctc(0, true, reduction), normal(2, 1, 3), labels(1, 1), labels(2), labels(2));
      add(
          new Ctc(1, false, reduction),
          normal(4, 3),
          labels(2, 0),
          Tensor.scalar(4),
          Tensor.scalar(2));
    }
  }

  private void add(Loss loss, Tensor... inputs) {
    cases.add(new Case(loss, List.of(inputs)));
  }

  private static Tensor labels(double... labels) {
    return Tensor.vector(labels);
  }

  private Tensor normal(int... shape) {
    return fill(shape, STREAM::normal);
  }

  /** In (0.02, 0.98). */
  private Tensor uniform(int... shape) {
    return fill(shape, index -> 0.02 + 0.96 * STREAM.uniform(index));
  }

  private Tensor signs(int... shape) {
    return fill(shape, index -> STREAM.uniform(index) < 0.5 ? -1 : 1);
  }

  /** As counts are, but not whole: between 0.1 and 3.4, on both sides of 1. */
  private Tensor counts(int n) {
    double[] counts = new double[n];
    for (int i = 0; i < n; i++) {
      counts[i] = 0.1 + 0.66 * i;
    }
    return Tensor.of(new int[] {2, n / 2}, counts);
  }

  private Tensor fill(int[] shape, java.util.function.LongToDoubleFunction draw) {
    double[] data = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < data.length; i++) {
      data[i] = draw.applyAsDouble(next++);
    }
    return Tensor.of(shape, data);
  }
}
