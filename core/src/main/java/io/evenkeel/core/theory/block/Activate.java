package io.evenkeel.core.theory.block;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.theory.Kernel;

/**
 * phi of normal pre-activations: E[phi], E[phi^2], E[phi phi'], and E[phi'^2] for the gradient. For
 * a signal that is not normal, such as a stream after a relu, only E[phi] and E[phi^2] are known:
 * two rows' values are not jointly normal, and a unit's gradient depends on the unit's own stream,
 * which all blocks share.
 *
 * @param activation phi
 */
record Activate(Activation activation) implements Step {
  @Override
  public Passed pass(Moments in) {
    if (in.law().pointwise()) {
      Points image = in.law().points().through(activation);
      Moments out = new Moments(image.mean(), image.square(), Double.NaN, UnitLaw.of(() -> image));
      return new Passed(out, Double.NaN);
    }
    if (!in.normal()) {
      return new Passed(Moments.UNKNOWN, Double.NaN);
    }
    Kernel kernel = Kernel.shared(activation);
    double q = in.square();
    double c = correlation(in);
    double product = Double.isNaN(c) ? Double.NaN : kernel.product(q, q, c);
    return new Passed(
        new Moments(kernel.mean(q), kernel.square(q), product, UnitLaw.ofNormal(activation, q)),
        kernel.slopeSquare(q));
  }

  @Override
  public Gradient back(Moments in, Gradient out) {
    if (!in.normal()) {
      return Gradient.UNKNOWN;
    }
    Kernel kernel = Kernel.shared(activation);
    double q = in.square();
    double c = correlation(in);
    boolean known = !Double.isNaN(c) && !Double.isNaN(out.product());
    double product = out.product() == 0 ? 0 : known ? kernel.slopeProduct(q, q, c) : Double.NaN;
    return out.times(kernel.slopeSquare(q), product);
  }

  private static double correlation(Moments in) {
    return in.square() == 0 ? 0 : Math.max(-1, Math.min(1, in.cosine()));
  }
}
