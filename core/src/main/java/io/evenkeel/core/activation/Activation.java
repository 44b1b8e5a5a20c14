package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;

/**
 * A pointwise nonlinearity phi: value and derivative, PyTorch's choice at kinks.
 *
 * <p>Where PyTorch's literal formula gives NaN at an infinity (0 * Infinity in silu, gelu, mish,
 * hardswish and softsign), so do these: a signal that has blown up must show it in the same place.
 */
public sealed interface Activation
    permits Identity,
        Sigmoid,
        Tanh,
        Relu,
        LeakyRelu,
        Elu,
        Celu,
        Selu,
        Gelu,
        Silu,
        Mish,
        Softplus,
        Softsign,
        Hardtanh,
        Relu6,
        Hardsigmoid,
        Hardswish,
        LogSigmoid,
        Tanhshrink,
        Softshrink,
        Hardshrink,
        Threshold,
        Prelu,
        Sin,
        Erf,
        Expr {
  /** Canonical name and every parameter: {@code leaky_relu(negative_slope=0.01)}. */
  Spec spec();

  /** phi(x) in double precision. */
  double value(double x);

  /** phi'(x) in double precision; PyTorch's choice at a kink. */
  double derivative(double x);

  /**
   * Where phi, phi' or phi'' jumps, ascending; empty for a phi whose second derivative is
   * continuous. An integral over phi is split there.
   */
  default double[] kinks() {
    return new double[0];
  }

  /**
   * The distance over which phi varies around 0 and around its kinks, at most 1: integrals over phi
   * resolve features of this size.
   */
  default double scale() {
    return 1;
  }

  /**
   * phi and phi' of the first {@code n} pre-activations in float32, as the forward pass runs it.
   *
   * <p>Each result is within 4 ulp of the exact value rounded to float32. It depends on {@code pre}
   * alone: not on n, the position in the array, or the machine.
   *
   * @param pre pre-activations, read only
   * @param n how many, from index 0
   * @param act receives phi(pre); may be the same array as {@code pre}
   * @param slope receives phi'(pre); another array than the others
   */
  void apply(float[] pre, int n, float[] act, float[] slope);
}
