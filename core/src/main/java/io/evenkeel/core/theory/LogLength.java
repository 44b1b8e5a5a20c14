package io.evenkeel.core.theory;

/**
 * The law of ln(|x_l|^2 / |x_0|^2) over random weights, for one input row x_0 and the activations
 * x_l of layer l: networks of finite width do not stay on their mean-field length.
 *
 * <p>Weights are independent and Gaussian. B. Hanin, D. Rolnick, NeurIPS 2018, theorem 5 and its
 * beta = sum of 1 / n.
 *
 * @param mean expectation, in nats
 * @param variance variance, in nats squared
 * @param exact whether both are exact; else to first order in 1 / width
 */
public record LogLength(double mean, double variance, boolean exact) {
  /** Step in ln(length) of a central difference. */
  private static final double STEP = 1e-3;

  /** At the input. */
  static final LogLength START = new LogLength(0, 0, true);

  /** beta, the sum of 1 / width over the layers' outputs, dimensionless. */
  public static double beta(Iterable<Integer> widths) {
    double beta = 0;
    for (int width : widths) {
      beta += 1.0 / width;
    }
    return beta;
  }

  /**
   * After one more layer.
   *
   * @param lengths the layer's length map, in which q includes sigma_b^2
   * @param q variance of its pre-activations in mean-field theory
   * @param fanIn its inputs
   * @param fanOut its units
   */
  LogLength after(LengthMap lengths, double q, int fanIn, int fanOut) {
    if (lengths.sigmaB2() == 0 && lengths.kernel() instanceof TwoSlopeKernel two) {
      double weight = lengths.sigmaW2() / fanIn;
      double right = two.right() * two.right();
      double left = two.left() * two.left();
      if (right == left) {
        return plus(StrictMath.log(weight * right), ChiSquare.all(fanOut));
      }
      if (right == 0 || left == 0) {
        return plus(StrictMath.log(weight * (right + left)), ChiSquare.half(fanOut));
      }
    }
    return firstOrder(lengths, q, fanIn, fanOut);
  }

  private LogLength plus(double scale, ChiSquare logarithm) {
    return new LogLength(
        mean + scale + logarithm.mean(), variance + logarithm.variance(), exact);
  }

  /**
   * With y = ln(|x|^2 / width): y' = F(y) + ln(1 + e), Var e = (E phi^4 / E[phi^2]^2 - 1) / width,
   * both expanded to second order around the mean-field value.
   */
  private LogLength firstOrder(LengthMap lengths, double q, int fanIn, int fanOut) {
    Kernel kernel = lengths.kernel();
    double bias = lengths.sigmaB2();
    double signal = q - bias;
    double sensitivity = sensitivity(kernel, bias, signal);
    double curvature =
        (sensitivity(kernel, bias, signal * (1 + STEP))
                - sensitivity(kernel, bias, signal * (1 - STEP)))
            / (2 * STEP);
    double noise = (kernel.kurtosis(q) - 1) / fanOut;
    double growth = StrictMath.log(kernel.square(q) / signal * lengths.sigmaW2());
    double meanField = growth + StrictMath.log((double) fanOut / fanIn);
    return new LogLength(
        mean + meanField, variance, exact, sensitivity, curvature, noise);
  }
}
