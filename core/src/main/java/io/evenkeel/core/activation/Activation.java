package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;

/** A pointwise nonlinearity phi: value and derivative, PyTorch's choice at kinks. */
public interface Activation {
  /** Canonical name and every parameter: {@code leaky_relu(negative_slope=0.01)}. */
  Spec spec();

  /** phi(x) in double precision. */
  double value(double x);

  /** phi'(x) in double precision; PyTorch's choice at a kink. */
  double derivative(double x);

  /**
   * phi and phi' of the first {@code n} pre-activations in float32, as the forward pass runs it.
   *
   * @param pre pre-activations, read only
   * @param n how many, from index 0
   * @param act receives phi(pre); may be the same array as {@code pre}
   * @param slope receives phi'(pre); another array than the others
   */
  void apply(float[] pre, int n, float[] act, float[] slope);
}
