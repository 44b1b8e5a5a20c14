package io.evenkeel.core.theory.block;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.theory.Kernel;

/**
 * phi of normal pre-activations: E[phi], E[phi^2], E[phi phi'], and E[phi'^2] for the gradient.
 * Unknown for a signal that is not normal, such as a stream that has been through a relu.
 *
 * @param activation phi
 */
public record Activate(Activation activation) implements Step {
  @Override
  public Passed pass(Moments in) {
    if (!in.normal()) {
      return new Passed(Moments.UNKNOWN, Double.NaN);
    }
    Kernel kernel = Kernel.of(activation);
    double q = in.square();
    double c = Math.max(-1, Math.min(1, in.cosine()));
    return new Passed(
        new Moments(kernel.mean(q), kernel.square(q), kernel.product(q, q, c), false),
        kernel.slopeSquare(q));
  }
}
