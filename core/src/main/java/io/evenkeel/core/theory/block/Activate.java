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
    Kernel kernel = Kernel.shared(activation);
    double q = in.square();
    return new Passed(
        new Moments(kernel.mean(q), kernel.square(q), kernel.product(q, q, correlation(in)), false),
        kernel.slopeSquare(q));
  }

  @Override
  public Gradient back(Moments in, Gradient out) {
    if (!in.normal()) {
      return Gradient.UNKNOWN;
    }
    Kernel kernel = Kernel.shared(activation);
    double q = in.square();
    double product = out.product() == 0 ? 0 : kernel.slopeProduct(q, q, correlation(in));
    return out.times(kernel.slopeSquare(q), product);
  }

  private static double correlation(Moments in) {
    return in.square() == 0 ? 0 : Math.max(-1, Math.min(1, in.cosine()));
  }
}
