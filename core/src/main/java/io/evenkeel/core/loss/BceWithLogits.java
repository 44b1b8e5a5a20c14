package io.evenkeel.core.loss;

import java.util.List;
import java.util.Optional;

/**
 * Binary cross-entropy of logits: -w (p t log sigma(x) + (1 - t) log sigma(-x)), with p = {@code
 * pos_weight}.
 *
 * <p>{@code input} and {@code target} of one shape {@code [*]}, the value with no reduction in that
 * shape; {@code mean} over all entries, whatever the weights. Computed as w (p t softplus(-x) + (1
 * - t) softplus(x)), finite for every finite logit. Targets outside [0, 1] are taken as they are.
 * No kinks.
 *
 * @param weight one per entry or of a shape that repeats to it, finite, at least 0; empty for ones
 * @param posWeight what a positive weighs, likewise
 */
record BceWithLogits(Optional<Tensor> weight, Optional<Tensor> posWeight, Reduction reduction)
    implements Loss {
  /**
   * @throws io.evenkeel.core.SpecException if a weight is out of range or the reduction is {@code
   *     batchmean}
   */
  public BceWithLogits {
    Checks.weight("bce_with_logits", "weight", weight);
    Checks.weight("bce_with_logits", "pos_weight", posWeight);
    Checks.noBatchMean("bce_with_logits", reduction);
  }

  /** The loss without weights. */
  public BceWithLogits(Reduction reduction) {
    this(Optional.empty(), Optional.empty(), reduction);
  }

  @Override
  public String name() {
    return "bce_with_logits";
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
    int[] shape = input.shape();
    Checks.shape(name(), "target", target, shape);
    Tensor one = Tensor.scalar(1);
    Broadcast weights = new Broadcast(name(), "weight", weight.orElse(one), shape);
    Broadcast positive = new Broadcast(name(), "pos_weight", posWeight.orElse(one), shape);
    int n = input.length();
    double factor = reduction.factor(n, 1);
    double[] values = new double[n];
    double[] byInput = new double[n];
    double[] byTarget = new double[n];
    for (int i = 0; i < n; i++) {
      double x = input.at(i);
      double t = target.at(i);
      double p = positive.at(i);
      double w = weights.at(i);
      double below = Logistic.softplus(-x);
      double above = Logistic.softplus(x);
      values[i] = w * (p * t * below + (1 - t) * above);
      byInput[i] = factor * w * ((1 - t) * Logistic.sigma(x) - p * t * Logistic.sigma(-x));
      byTarget[i] = factor * w * (p * below - above);
    }
    return LossValue.of(reduction.of(values, shape, n, 1))
        .with("input", Tensor.owning(shape, byInput))
        .with("target", Tensor.owning(shape, byTarget));
  }
}
