package io.evenkeel.core.probe;

/**
 * The gradient with respect to a layer's weights, {@code D^T X}, before the factor of two to the
 * power of the {@linkplain Tensor#exponent exponent} of D.
 */
public interface WeightGradient {
  /** Sum of the squares of all entries. */
  double squares();

  /**
   * The layer's input X, during the call of the probe only.
   *
   * @throws IllegalStateException if the engine does not show it
   */
  default Tensor input() {
    throw new IllegalStateException("this engine does not show the input of a layer");
  }

  /**
   * Whether the layer has biases, whose gradient is the sum of D over its rows.
   *
   * @throws IllegalStateException if the engine does not say
   */
  default boolean biased() {
    throw new IllegalStateException("this engine does not say whether a layer has biases");
  }

  /**
   * Forms the gradient, during the call of the probe only.
   *
   * @param gradient receives {@code [units][fanIn]}
   */
  void form(float[] gradient);
}
