package io.evenkeel.core.loss;

import io.evenkeel.core.loss.kernel.LogSoftmax;
import java.util.List;
import java.util.Optional;

/**
 * Cross-entropy of class logits: -sum_c w_c y_c log softmax(x)_c.
 *
 * <p>{@code input} is {@code [C]}, {@code [N][C]} or {@code [N][C][d1]...}. A {@code target} of the
 * same shape holds probabilities y (their sum is not checked); one without the class axis holds
 * class indices, for which y is 1 at the label. With s = {@code label_smoothing}, y becomes (1 - s)
 * y + s / C. The value with no reduction has the input's shape without the class axis.
 *
 * <ul>
 *   <li>{@code mean} over class indices divides by the sum of the label's weights over the samples
 *       counted; over probabilities by the number of samples.
 *   <li>A sample whose label is {@code ignore_index} counts nothing and has gradient 0. If none
 *       counts the mean is NaN.
 *   <li>If the weights of those counted sum to 0 mean and gradient are NaN.
 *   <li>A logit of -Infinity is a class of probability 0: as the label it gives Infinity. Next to a
 *       probability target 0, or under smoothing, it gives NaN or Infinity as the products do.
 * </ul>
 *
 * <p>No kinks. The label decides alone whether it is ignored; {@code ignore_index} means nothing to
 * probabilities.
 *
 * @param weight one per class, finite, at least 0; empty for ones
 * @param ignoreIndex label of samples that do not count
 * @param labelSmoothing weight of the uniform distribution, in [0, 1]
 */
record CrossEntropy(
    Optional<Tensor> weight, long ignoreIndex, double labelSmoothing, Reduction reduction)
    implements Loss {
  /**
   * @throws io.evenkeel.core.SpecException if a weight or {@code labelSmoothing} is out of range or
   *     the reduction is {@code batchmean}
   */
  public CrossEntropy {
    Checks.weight("cross_entropy", "weight", weight);
    Checks.parameter(
        labelSmoothing >= 0 && labelSmoothing <= 1,
        "cross_entropy",
        "label_smoothing",
        labelSmoothing,
        "in [0, 1]");
    Checks.noBatchMean("cross_entropy", reduction);
  }

  /** With PyTorch's defaults: no weight, ignore_index = -100, no smoothing. */
  public CrossEntropy(Reduction reduction) {
    this(Optional.empty(), -100, 0, reduction);
  }

  @Override
  public String name() {
    return "cross_entropy";
  }

  @Override
  public List<String> inputs() {
    return List.of("input", "target");
  }

  @Override
  public LossValue evaluate(Tensor... inputs) {
    Checks.count(this, inputs);
    ClassAxis axis = ClassAxis.of(name(), inputs[0]);
    double[] weights = axis.weights(name(), weight);
    return inputs[1].hasShape(inputs[0].shape())
        ? ofProbabilities(inputs[0], inputs[1], axis, weights)
        : ofLabels(inputs[0], inputs[1], axis, weights);
  }

  private LossValue ofLabels(Tensor input, Tensor target, ClassAxis axis, double[] weights) {
    int[] labels = axis.labels(name(), target, ignoreIndex);
    double total = 0;
    for (int s = 0; s < labels.length; s++) {
      total += counts(target, s) ? weights[labels[s]] : 0;
    }
    double factor = reduction.factor(total, 1);
    double[] values = new double[labels.length];
    double[] gradient = new double[input.length()];
    double[] row = new double[axis.classes()];
    double[] pull = new double[axis.classes()];
    for (int s = 0; s < labels.length; s++) {
      if (!counts(target, s)) {
        continue;
      }
      logSoftmax(input, axis, s, row);
      values[s] = smoothed(weights, labels[s], row, pull);
      for (int c = 0; c < pull.length; c++) {
        pull[c] *= factor;
      }
      LogSoftmax.pullBack(row, pull, pull.length);
      put(pull, axis, s, gradient);
    }
    return LossValue.of(reduction.of(values, axis.sampleShape(), total, 1))
        .with("input", Tensor.owning(input.shape(), gradient));
  }

  private boolean counts(Tensor target, int sample) {
    return target.at(sample) != ignoreIndex;
  }

  /** Loss of one sample; {@code pull} receives its derivative by the log-probabilities. */
  private double smoothed(double[] weights, int label, double[] logP, double[] pull) {
    double sharp = (1 - labelSmoothing) * weights[label];
    double value = sharp == 0 && labelSmoothing == 1 ? 0 : -sharp * logP[label];
    for (int c = 0; c < pull.length; c++) {
      double even = labelSmoothing / pull.length * weights[c];
      if (labelSmoothing > 0) {
        value -= even * logP[c];
      }
      pull[c] = -even - (c == label ? sharp : 0);
    }
    return value;
  }

  private LossValue ofProbabilities(Tensor input, Tensor target, ClassAxis axis, double[] weights) {
    int samples = axis.samples();
    int classes = axis.classes();
    double factor = reduction.factor(samples, 1);
    double[] values = new double[samples];
    double[] byInput = new double[input.length()];
    double[] byTarget = new double[input.length()];
    double[] row = new double[classes];
    double[] pull = new double[classes];
    for (int s = 0; s < samples; s++) {
      logSoftmax(input, axis, s, row);
      for (int c = 0; c < classes; c++) {
        int at = axis.offset(s) + c * axis.inner();
        double y = target.at(at) * (1 - labelSmoothing) + labelSmoothing / classes;
        values[s] -= weights[c] * y * row[c];
        pull[c] = -factor * weights[c] * y;
        byTarget[at] = -factor * weights[c] * (1 - labelSmoothing) * row[c];
      }
      LogSoftmax.pullBack(row, pull, classes);
      put(pull, axis, s, byInput);
    }
    return LossValue.of(reduction.of(values, axis.sampleShape(), samples, 1))
        .with("input", Tensor.owning(input.shape(), byInput))
        .with("target", Tensor.owning(input.shape(), byTarget));
  }

  private static void logSoftmax(Tensor input, ClassAxis axis, int sample, double[] row) {
    for (int c = 0; c < row.length; c++) {
      row[c] = input.at(axis.offset(sample) + c * axis.inner());
    }
    LogSoftmax.apply(row, row.length);
  }

  private static void put(double[] row, ClassAxis axis, int sample, double[] target) {
    for (int c = 0; c < row.length; c++) {
      target[axis.offset(sample) + c * axis.inner()] = row[c];
    }
  }
}
