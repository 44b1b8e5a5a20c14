package io.evenkeel.core.loss;

import java.util.Arrays;
import java.util.List;

/**
 * Hinge loss of several labels: sum over labels j and non-labels i of max(0, 1 - (x_j - x_i)) / C.
 *
 * <p>{@code input} is {@code [C]} or {@code [N][C]}; {@code target} has its shape: a row lists its
 * labels, then -1; what follows the first -1 is not read. A label listed twice counts twice. The
 * value with no reduction is {@code []} or {@code [N]}; {@code mean} over N. No labels, or all of
 * them, give 0. Kinks where x_j - x_i = 1: the gradient there leaves the pair out.
 */
record MultilabelMargin(Reduction reduction) implements Loss {
  /**
   * @throws io.evenkeel.core.SpecException if the reduction is {@code batchmean}
   */
  public MultilabelMargin {
    Checks.noBatchMean("multilabel_margin", reduction);
  }

  @Override
  public String name() {
    return "multilabel_margin";
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
    Checks.shape(name(), "target", inputs[1], shape);
    int classes = shape[shape.length - 1];
    int[] targets =
        Checks.whole(
            name(),
            "target",
            inputs[1],
            -1,
            classes,
            "a class in [0, %s) or -1 after the last".formatted(classes));
    int samples = shape.length == 1 ? 1 : shape[0];
    double factor = reduction.factor(samples, 1);
    double[] values = new double[samples];
    double[] gradient = new double[input.length()];
    for (int s = 0; s < samples; s++) {
      int from = s * classes;
      int[] labels = labels(targets, from, classes);
      values[s] = row(input, from, classes, labels, factor / classes, gradient) / classes;
    }
    return LossValue.of(reduction.of(values, Arrays.copyOf(shape, shape.length - 1), samples, 1))
        .with("input", Tensor.owning(shape, gradient));
  }

  private static int[] labels(int[] targets, int from, int classes) {
    int count = 0;
    while (count < classes && targets[from + count] >= 0) {
      count++;
    }
    return Arrays.copyOfRange(targets, from, from + count);
  }

  private static double row(
      Tensor x, int from, int classes, int[] labels, double weight, double[] gradient) {
    boolean[] isLabel = new boolean[classes];
    for (int label : labels) {
      isLabel[label] = true;
    }
    double sum = 0;
    for (int label : labels) {
      for (int i = 0; i < classes; i++) {
        double z = 1 - (x.at(from + label) - x.at(from + i));
        if (!isLabel[i] && !(z <= 0)) {
          sum += z;
          gradient[from + i] += weight;
          gradient[from + label] -= weight;
        }
      }
    }
    return sum;
  }
}
