package io.evenkeel.core.expr;

/** A function of one number that a formula may call, with its derivative. */
public interface PointFunction {
  /** The call in the normal form: {@code tanh(x)}, {@code leaky_relu(x,negative_slope=0.2)}. */
  String call(String argument);

  /** The value at x; NaN where there is none. */
  double value(double x);

  /** The derivative at x; PyTorch's choice at a kink. */
  double derivative(double x);

  /** Where value or derivative jump, or the function ends, ascending. */
  double[] kinks();
}
