package io.evenkeel.core.loss;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of a loss.
 *
 * @param value one number, shape {@code []}, or for {@link Reduction#NONE} one per sample or entry
 * @param gradients by input name, each in its input's shape: the derivative of {@code value}, of
 *     its sum if it is several numbers; an input that has none (class indices, lengths, signs) is
 *     not there
 */
record LossValue(Tensor value, Map<String, Tensor> gradients) {
  /** Copies {@code gradients}, in their order. */
  public LossValue {
    gradients = Collections.unmodifiableMap(new LinkedHashMap<>(gradients));
  }

  static LossValue of(Tensor value) {
    return new LossValue(value, Map.of());
  }

  LossValue with(String input, Tensor gradient) {
    Map<String, Tensor> more = new LinkedHashMap<>(gradients);
    more.put(input, gradient);
    return new LossValue(value, more);
  }

  /** The gradient with respect to one input; null if it has none. */
  public Tensor gradient(String input) {
    return gradients.get(input);
  }
}
