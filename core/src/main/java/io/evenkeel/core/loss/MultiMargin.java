package io.evenkeel.core.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Hinge loss of one label t: w_t sum over i other than t of max(0, margin - x_t + x_i)^p / C.
 *
 * <p>{@code input} is {@code [C]} or {@code [N][C]}, {@code target} (class indices) {@code []} or
 * {@code [N]}, and so is the value with no reduction; {@code mean} over N, whatever the weights.
 * Kinks, for p = 1, where x_t - x_i = margin: the gradient there leaves the class out. NaN gives
 * NaN.
 *
 * @param p power of the hinge, 1 or 2
 * @param margin by how much the label should lead, finite
 * @param weight one per class, finite, at least 0; empty for ones
 */
record MultiMargin(int p, double margin, Optional<Tensor> weight, Reduction reduction)
    implements Loss {
  /**
   * @throws io.evenkeel.core.SpecException if a parameter is out of range or the reduction is
   *     {@code batchmean}
   */
  public MultiMargin {
    Checks.parameter(p == 1 || p == 2, "multi_margin", "p", p, "1 or 2");
    Checks.finite("multi_margin", "margin", margin);
    Checks.weight("multi_margin", "weight", weight);
    Checks.noBatchMean("multi_margin", reduction);
  }

  /** With PyTorch's defaults: p = 1, margin = 1, no weight. */
  public MultiMargin(Reduction reduction) {
    this(1, 1, Optional.empty(), reduction);
  }

  @Override
  public String name() {
    return "multi_margin";
  }

  @Override
  public List<String> inputs() {
    return List.of("input", "target");
  }

  @Override
  public LossValue evaluate(Tensor... inputs) {
    Checks.count(this, inputs);
    Tensor input = inputs[0];
    Checks.rank(name(), "input", input, 1, 2, "[C] or [N, C]");
    int[] shape = input.shape();
    int[] sampleShape = Arrays.copyOf(shape, shape.length - 1);
    Checks.shape(name(), "target", inputs[1], sampleShape);
    int classes = shape[shape.length - 1];
    weight.ifPresent(w -> Checks.shape(name(), "weight", w, classes));
    int[] labels =
        Checks.whole(
            name(), "target", inputs[1], 0, classes, "a class in [0, %s)".formatted(classes));
    double factor = reduction.factor(labels.length, 1);
    double[] values = new double[labels.length];
    double[] gradient = new double[input.length()];
    for (int s = 0; s < labels.length; s++) {
      double w = (weight.isPresent() ? weight.get().at(labels[s]) : 1) / classes;
      values[s] = w * row(input, s * classes, classes, labels[s], factor * w, gradient);
    }
    return LossValue.of(reduction.of(values, sampleShape, labels.length, 1))
        .with("input", Tensor.owning(shape, gradient));
  }

  private double row(Tensor x, int from, int classes, int label, double scale, double[] gradient) {
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      double z = margin - x.at(from + label) + x.at(from + i);
      if (i != label && !(z <= 0)) {
        double slope = scale * (p == 2 ? 2 * z : z > 0 ? 1 : Double.NaN);
        sum += p == 1 ? z : z * z;
        gradient[from + i] = slope;
        gradient[from + label] -= slope;
      }
    }
    return sum;
  }
}
