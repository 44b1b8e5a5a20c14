package io.evenkeel.core.loss;

import io.evenkeel.core.SpecException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The position of the classes in an input {@code [C]}, {@code [N][C]} or {@code [N][C][d1]...}:
 * sample s has its class c at {@code offset(s) + c * inner}.
 *
 * @param batch N, or 1
 * @param classes C
 * @param inner d1 * d2 * ..., or 1
 * @param sampleShape shape of the samples: {@code []}, {@code [N]} or {@code [N][d1]...}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record ClassAxis(int batch, int classes, int inner, int[] sampleShape) {
  static ClassAxis of(String loss, Tensor input) {
    Checks.rank(loss, "input", input, 1, Integer.MAX_VALUE, "[C], [N, C] or [N, C, d1, ...]");
    int[] shape = input.shape();
    if (shape.length == 1) {
      return new ClassAxis(1, shape[0], 1, new int[0]);
    }
    int[] samples = new int[shape.length - 1];
    int inner = 1;
    samples[0] = shape[0];
    for (int axis = 2; axis < shape.length; axis++) {
      samples[axis - 1] = shape[axis];
      inner *= shape[axis];
    }
    return new ClassAxis(shape[0], shape[1], inner, samples);
  }

  int samples() {
    return batch * inner;
  }

  int offset(int sample) {
    return sample / inner * classes * inner + sample % inner;
  }

  /**
   * One class index per sample.
   *
   * @throws SpecException if the shape is not that of the samples, or an entry neither a class nor
   *     {@code ignoreIndex}
   */
  int[] labels(String loss, Tensor target, long ignoreIndex) {
    Checks.shape(loss, "target", target, sampleShape);
    int[] labels = new int[samples()];
    for (int i = 0; i < labels.length; i++) {
      double label = target.at(i);
      labels[i] = (int) label;
      boolean fits = label >= 0 && label < classes && label == labels[i];
      if (!fits && label != ignoreIndex) {
        throw Checks.entry(
            loss,
            "target",
            i,
            "a class in [0, %s) or ignore_index %s".formatted(classes, Long.toString(ignoreIndex)),
            label);
      }
    }
    return labels;
  }

  /**
   * One weight per class; ones if none were given.
   *
   * @throws SpecException if their number is wrong
   */
  double[] weights(String loss, Optional<Tensor> weight) {
    if (weight.isEmpty()) {
      double[] ones = new double[classes];
      Arrays.fill(ones, 1);
      return ones;
    }
    Checks.shape(loss, "weight", weight.get(), classes);
    return weight.get().data();
  }
}
