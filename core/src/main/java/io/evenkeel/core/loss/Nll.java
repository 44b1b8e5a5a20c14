package io.evenkeel.core.loss;

import java.util.List;
import java.util.Optional;

/**
 * Negative log likelihood of class indices: -w_t x_t for an input x of log-probabilities and a
 * label t.
 *
 * <p>{@code input} is {@code [C]}, {@code [N][C]} or {@code [N][C][d1]...}, {@code target} (class
 * indices) and the value with no reduction the same without the class axis. {@code mean} divides by
 * the sum of the label's weights over the samples counted.
 *
 * <ul>
 *   <li>A sample whose label is {@code ignore_index} counts nothing and has gradient 0. If none
 *       counts the mean is NaN.
 *   <li>If the weights of those counted sum to 0 the mean and the gradients at their labels are
 *       NaN.
 * </ul>
 *
 * <p>No kinks.
 *
 * @param weight one per class, finite, at least 0; empty for ones
 * @param ignoreIndex label of samples that do not count
 */
record Nll(Optional<Tensor> weight, long ignoreIndex, Reduction reduction) implements Loss {
  /**
   * @throws io.evenkeel.core.SpecException if a weight is out of range or the reduction is {@code
   *     batchmean}
   */
  public Nll {
    Checks.weight("nll", "weight", weight);
    Checks.noBatchMean("nll", reduction);
  }

  /** With PyTorch's defaults: no weight, ignore_index = -100. */
  public Nll(Reduction reduction) {
    this(Optional.empty(), -100, reduction);
  }

  @Override
  public String name() {
    return "nll";
  }

  @Override
  public List<String> inputs() {
    return List.of("input", "target");
  }

  @Override
  public LossValue evaluate(Tensor... inputs) {
    Checks.count(this, inputs);
    Tensor input = inputs[0];
    ClassAxis axis = ClassAxis.of(name(), input);
    double[] weights = axis.weights(name(), weight);
    int[] labels = axis.labels(name(), inputs[1], ignoreIndex);
    double total = 0;
    for (int s = 0; s < labels.length; s++) {
      total += inputs[1].at(s) == ignoreIndex ? 0 : weights[labels[s]];
    }
    double factor = reduction.factor(total, 1);
    double[] values = new double[labels.length];
    double[] gradient = new double[input.length()];
    for (int s = 0; s < labels.length; s++) {
      if (inputs[1].at(s) != ignoreIndex) {
        int at = axis.offset(s) + labels[s] * axis.inner();
        values[s] = -weights[labels[s]] * input.at(at);
        gradient[at] = -weights[labels[s]] * factor;
      }
    }
    return LossValue.of(reduction.of(values, axis.sampleShape(), total, 1))
        .with("input", Tensor.owning(input.shape(), gradient));
  }
}
