package io.evenkeel.core.theory;

/**
 * The law of ln(|x_l|^2 / |x_0|^2) over random weights, for one input row x_0 of mean square 1 and
 * its activations x_l at layer l: a network of finite width does not stay on its mean-field length.
 *
 * <p>Weights are independent and Gaussian; other independent weights agree for wide layers. A relu
 * row whose units all turn out 0 (probability 2^-width a layer) does not count. B. Hanin, D.
 * Rolnick, NeurIPS 2018, theorem 5.
 *
 * @param meanField ln of the ratio of the mean-field lengths, in nats
 * @param shift what the expectation differs from it by, in nats
 * @param variance in nats squared
 * @param exact whether the law of the layers so far is known exactly for Gaussian weights (identity
 *     and relu without bias); else shift and variance are of first order in 1 / width
 */
public record LogLength(double meanField, double shift, double variance, boolean exact) {
  /** Step in ln(length) of a central difference. */
  private static final double STEP = 1e-3;

  /** At the input. */
  static final LogLength START = new LogLength(0, 0, 0, true);

  /** E ln(|x_l|^2 / |x_0|^2), in nats. */
  public double mean() {
    return meanField + shift;
  }

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
   * @param lengths the layer's length map
   * @param q mean-field variance of its pre-activations, sigma_b^2 included
   * @param fanIn its inputs
   * @param fanOut its units
   */
  LogLength after(LengthMap lengths, double q, int fanIn, int fanOut) {
    double wider = (double) fanOut / fanIn;
    if (lengths.sigmaB2() > 0 || !(lengths.kernel() instanceof TwoSlopeKernel)) {
      return bent(lengths, q, wider, firstOrder(lengths.kernel(), q, fanOut));
    }
    TwoSlopeKernel kernel = (TwoSlopeKernel) lengths.kernel();
    double growth = StrictMath.log(lengths.sigmaW2() * kernel.slopeSquare(q) * wider);
    if (Math.abs(kernel.right()) == Math.abs(kernel.left())) {
      return straight(growth, LogChiSquare.all(fanOut), exact);
    }
    boolean ramp = kernel.right() == 0 || kernel.left() == 0;
    return ramp
        ? straight(growth, LogChiSquare.half(fanOut), exact)
        : straight(growth, firstOrder(kernel, 1, fanOut), false);
  }

  private LogLength straight(double growth, LogChiSquare noise, boolean known) {
    return new LogLength(
        meanField + growth, shift + noise.mean(), variance + noise.variance(), known);
  }

  /**
   * With y = ln(|x|^2 / width), the next y is F(y) plus noise; F is expanded to second order around
   * the mean-field value.
   */
  private LogLength bent(LengthMap lengths, double q, double wider, LogChiSquare noise) {
    double bias = lengths.sigmaB2();
    double signal = q - bias;
    double growth = lengths.sigmaW2() * lengths.kernel().square(q) / signal * wider;
    double first = sensitivity(lengths.kernel(), bias, signal);
    double above = sensitivity(lengths.kernel(), bias, signal * (1 + STEP));
    double below = sensitivity(lengths.kernel(), bias, signal * (1 - STEP));
    double second = (above - below) / (2 * STEP);
    return new LogLength(
        meanField + StrictMath.log(growth),
        first * shift + second * variance / 2 + noise.mean(),
        first * first * variance + noise.variance(),
        false);
  }

  /** F'(y): how ln E[phi^2] follows the logarithm of the length that comes in. */
  private static double sensitivity(Kernel kernel, double bias, double signal) {
    double q = signal + bias;
    return kernel.squareSlope(q) * signal / kernel.square(q);
  }

  /** ln(1 + e) of an average of n squares: Var e = (E[phi^4] / E[phi^2]^2 - 1) / n. */
  private static LogChiSquare firstOrder(Kernel kernel, double q, int n) {
    double noise = (kernel.kurtosis(q) - 1) / n;
    return new LogChiSquare(-noise / 2, noise);
  }
}
