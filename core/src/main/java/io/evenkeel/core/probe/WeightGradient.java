package io.evenkeel.core.probe;

/**
 * The gradient with respect to a layer's weights, {@code D^T X}, before the factor of two to the
 * power of the {@linkplain Tensor#exponent exponent} of D.
 */
public interface WeightGradient {
  /** Sum of the squares of all entries. */
  double squares();

  /**
   * Forms the gradient, during the call of the probe only.
   *
   * @param gradient receives {@code [units][fanIn]}
   */
  void form(float[] gradient);
}
