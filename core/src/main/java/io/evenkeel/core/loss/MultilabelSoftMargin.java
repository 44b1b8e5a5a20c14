package io.evenkeel.core.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Logistic loss of several labels: -sum_c w_c (t_c log sigma(x_c) + (1 - t_c) log sigma(-x_c)) / C.
 *
 * <p>{@code input} is {@code [C]} or {@code [N][C]}, {@code target} has its shape, entries in [0,
 * 1]; the value with no reduction is {@code []} or {@code [N]}; {@code mean} over N. Finite for
 * every finite logit. No kinks.
 *
 * @param weight one per class, finite, at least 0; empty for ones
 */
record MultilabelSoftMargin(Optional<Tensor> weight, Reduction reduction) implements Loss {
  /**
   * @throws io.evenkeel.core.SpecException if a weight is out of range or the reduction is {@code
   *     batchmean}
   */
  public MultilabelSoftMargin {
    Checks.weight("multilabel_soft_margin", "weight", weight);
    Checks.noBatchMean("multilabel_soft_margin", reduction);
  }

  /** With no weight. */
  public MultilabelSoftMargin(Reduction reduction) {
    this(Optional.empty(), reduction);
  }

  @Override
  public String name() {
    return "multilabel_soft_margin";
  }

  @Override
  public List<String> inputs() {
    return List.of("input", "target");
  }

  @Override
  public LossValue evaluate(Tensor... inputs) {
    Checks.count(this, inputs);
    Tensor input = inputs[0];
    Tensor target = inputs[1];
    Checks.rank(name(), "input", input, 1, 2, "[C] or [N, C]");
    int[] shape = input.shape();
    Checks.shape(name(), "target", target, shape);
    Checks.unitInterval(name(), "target", target);
    int classes = shape[shape.length - 1];
    weight.ifPresent(w -> Checks.shape(name(), "weight", w, classes));
    int samples = shape.length == 1 ? 1 : shape[0];
    double factor = reduction.factor(samples, 1);
    double[] values = new double[samples];
    double[] gradient = new double[input.length()];
    for (int i = 0; i < gradient.length; i++) {
      double x = input.at(i);
      double t = target.at(i);
      double w = weight.isPresent() ? weight.get().at(i % classes) : 1;
      values[i / classes] +=
          w * (t * Logistic.softplus(-x) + (1 - t) * Logistic.softplus(x)) / classes;
      gradient[i] = factor * w * ((1 - t) * Logistic.sigma(x) - t * Logistic.sigma(-x)) / classes;
    }
    return LossValue.of(reduction.of(values, Arrays.copyOf(shape, shape.length - 1), samples, 1))
        .with("input", Tensor.owning(shape, gradient));
  }
}
