package io.evenkeel.core.activation;

import io.evenkeel.core.Spec;
import io.evenkeel.core.kernel.ChoiceKernel;
import io.evenkeel.core.kernel.Kernels;

/**
 * phi(x) = erf(x) = 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x; phi' = 2 / sqrt(pi)
 * exp(-x^2).
 *
 * <p>NaN gives NaN; the infinities give +-1 with slope 0.
 */
public record Erf() implements Activation {
  /** Up to here erf is odd polynomial, beyond it 1 - erfc. */
  private static final double SMALL = 1;

  /** erf(FAR) is 1, while exp(-FAR^2) is within reach of ExpBlock and 0 in float32. */
  private static final double FAR = 26;

  private static final ChoiceKernel CHOICES = Kernels.choices();

  @Override
  public Spec spec() {
    return Spec.of("erf");
  }

  @Override
  public double value(double x) {
    return ErrorFunction.erf(x);
  }

  @Override
  public double derivative(double x) {
    return ErrorFunction.TWO_OVER_SQRT_PI * ErrorFunction.gaussian(x);
  }

  @Override
  public void apply(float[] pre, int n, float[] act, float[] slope) {
    SmoothBlock.apply(Erf::kernel, pre, n, act, slope);
  }

  static void kernel(SmoothBlock block, int n) {
    double[] x = block.x;
    double[] distance = block.value;
    double[] argument = block.argument;
    for (int i = 0; i < n; i++) {
      distance[i] = Math.min(Math.abs(x[i]), FAR);
      argument[i] = -(distance[i] * distance[i]);
    }
    block.exponential.run(argument, n);
    scaledTails(n, distance, argument);
    // What is left of erf near 0 and far from it, in arrays that are free by now.
    double[] near = block.exponential.expm1;
    combine(n, x, block.exponential.exp, near, argument, block.slope);
    CHOICES.odd(n, x, SMALL, near, argument, block.value);
  }

  /** erfc(z) / exp(-z^2). */
  private static void scaledTails(int n, double[] z, double[] tail) {
    for (int i = 0; i < n; i++) {
      tail[i] = ErrorFunction.scaled(z[i]);
    }
  }

  private static void combine(
      int n, double[] x, double[] exp, double[] near, double[] tail, double[] slope) {
    for (int i = 0; i < n; i++) {
      near[i] = x[i] * Polynomials.erfRatio(x[i] * x[i]);
    }
    for (int i = 0; i < n; i++) {
      tail[i] = 1 - exp[i] * tail[i];
      slope[i] = ErrorFunction.TWO_OVER_SQRT_PI * exp[i];
    }
  }
}
