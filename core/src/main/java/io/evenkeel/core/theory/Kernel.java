package io.evenkeel.core.theory;

import io.evenkeel.core.activation.Activation;
import io.evenkeel.core.activation.Expr;
import io.evenkeel.core.activation.Identity;
import io.evenkeel.core.activation.LeakyRelu;
import io.evenkeel.core.activation.Prelu;
import io.evenkeel.core.activation.Relu;
import io.evenkeel.core.activation.Sin;

/**
 * The Gaussian expectations of an activation phi that mean-field theory is made of; u, u1, u2 are
 * normal of mean 0 and variance q, q1, q2, dimensionless.
 *
 * <p>Variances range from 0 to Infinity, which means the limit; a NaN gives NaN. Activations that
 * are linear on either side of 0, and the sine, have closed forms; all others are integrated by
 * quadrature ({@link GaussianIntegral}).
 */
public sealed interface Kernel
    permits TwoSlopeKernel, SineKernel, QuadratureKernel, RememberedKernel {
  /** The kernel of {@code activation}. */
  static Kernel of(Activation activation) {
    if (activation instanceof Identity) {
      return new TwoSlopeKernel(1, 1);
    }
    if (activation instanceof Relu) {
      return new TwoSlopeKernel(1, 0);
    }
    if (activation instanceof LeakyRelu leaky) {
      return new TwoSlopeKernel(1, leaky.negativeSlope());
    }
    if (activation instanceof Prelu prelu) {
      return new TwoSlopeKernel(1, prelu.init());
    }
    if (activation instanceof Expr expr && expr.rays().length > 0) {
      return new TwoSlopeKernel(expr.rays()[1], expr.rays()[0]);
    }
    return activation instanceof Sin sin
        ? new SineKernel(sin.w0())
        : new QuadratureKernel(activation);
  }

  /** The kernel of {@code activation} that remembers its integrals and is shared by all callers. */
  static Kernel shared(Activation activation) {
    return RememberedKernel.of(activation);
  }

  /** Whether phi(a x) = a phi(x) for all a above 0. */
  default boolean homogeneous() {
    return this instanceof TwoSlopeKernel;
  }

  /** E[phi(u)]. */
  double mean(double q);

  /** E[phi(u)^2]. */
  double square(double q);

  /** Var[phi(u)]. */
  double variance(double q);

  /** E[phi(u)^4] / E[phi(u)^2]^2; NaN where phi(u) is 0. */
  double kurtosis(double q);

  /** d E[phi(u)^2] / dq, jumps of phi included. */
  double squareSlope(double q);

  /** E[phi'(u)^2]; a jump of phi does not count here, as in back-propagation. */
  double slopeSquare(double q);

  /** E[phi(u1) phi(u2)] at correlation c of u1 and u2, from -1 to 1. */
  double product(double q1, double q2, double c);

  /** E[phi'(u1) phi'(u2)] at correlation c; a jump of phi does not count. */
  double slopeProduct(double q1, double q2, double c);

  /**
   * d E[phi(u1) phi(u2)] / dc / sqrt(q1 q2) at correlation c, jumps of phi included: {@link
   * #slopeProduct} for a phi without jumps (R. Price, IRE Trans. Inf. Theory 4, 1958); Infinity at
   * c = 1 for one that jumps.
   */
  default double productSlope(double q1, double q2, double c) {
    return slopeProduct(q1, q2, c);
  }

  /** Whether phi has no jump. */
  boolean continuous();
}
