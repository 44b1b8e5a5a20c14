package io.evenkeel.core.theory;

/**
 * The law of ln(|x_l|^2 / |x_0|^2) over random weights, for one input row x_0 and its activations
 * x_l at layer l: a network of finite width does not stay on its mean-field length.
 *
 * <p>Per layer of n units, with K = E[phi^4] / E[phi^2]^2, ln |x|^2 gets noise of variance (K - 1)
 * / n to first order: 2 / n for a linear layer, 5 / n for relu. For slopes on either side of 0
 * without bias it is known exactly, for Gaussian and Haar weights: ln |x|^2 of a linear layer moves
 * by psi(n/2) - ln(n/2) with variance psi'(n/2). A relu row whose units all turn out 0 (probability
 * 2^-width a layer) does not count. B. Hanin, D. Rolnick, NeurIPS 2018, theorem 5.
 *
 * <p>Haar weights keep the length of what they multiply, up to the loss of dimensions: a layer's
 * noise is that of Gaussian weights without that of a chi-square of N = max(fan_in, fan_out)
 * degrees, whose part in a bent phi's noise is 2 s^2 / N with s = d ln E[phi^2] / d ln |W x|^2.
 * Other independent weights differ by their excess kurtosis, in the second order of 1 / n: the
 * fourth moment of a pre-activation grows by kappa E[sum x^4 / |x|^4], which is taken into account
 * for slopes on either side of 0.
 *
 * @param meanField ln of the ratio of the mean-field lengths, in nats
 * @param shift difference between the expectation and {@code meanField}, in nats
 * @param variance in nats squared
 * @param exact whether the law of the layers so far is known exactly (identity and relu without
 *     bias, Gaussian or Haar weights); else shift and variance are of first order in 1 / width
 */
public record LogLength(double meanField, double shift, double variance, boolean exact) {
  /** Step of a central difference in ln(length). */
  private static final double STEP = 1e-3;

  /** The law at the input. */
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
   * The law after one more layer.
   *
   * @param lengths the layer's length map
   * @param q mean-field variance of its pre-activations, sigma_b^2 included
   * @param weights its weights
   * @param inputKurtosis E[x^4] / E[x^2]^2 of its inputs
   */
  LogLength after(LengthMap lengths, double q, WeightNoise weights, double inputKurtosis) {
    int n = weights.fanOut();
    double wider = (double) n / weights.fanIn();
    if (lengths.sigmaB2() > 0 || !(lengths.kernel() instanceof TwoSlopeKernel)) {
      return bent(lengths, q, wider, weights);
    }
    TwoSlopeKernel kernel = (TwoSlopeKernel) lengths.kernel();
    double growth = StrictMath.log(lengths.sigmaW2() * kernel.slopeSquare(q) * wider);
    boolean even = Math.abs(kernel.right()) == Math.abs(kernel.left());
    boolean ramp = kernel.right() == 0 || kernel.left() == 0;
    LogChiSquare noise =
        even
            ? LogChiSquare.all(n)
            : ramp ? LogChiSquare.half(n) : firstOrder((kernel.kurtosis(1) - 1) / n);
    if (weights.haar()) {
      noise = noise.over(LogChiSquare.all(weights.longerSide()));
    } else if (weights.excessKurtosis() != 0) {
      noise = noise.scaled(weights.kurtosisFactor(kernel.kurtosis(1), inputKurtosis));
    }
    boolean known = exact && (even || ramp) && weights.excessKurtosis() == 0;
    return new LogLength(
        meanField + growth, shift + noise.mean(), variance + noise.variance(), known);
  }

  /**
   * The law after one more layer of a general phi. With y = ln(|x|^2 / width), the next y is F(y)
   * plus noise; F is expanded to second order around the mean-field value.
   */
  private LogLength bent(LengthMap lengths, double q, double wider, WeightNoise weights) {
    double bias = lengths.sigmaB2();
    double signal = q - bias;
    double growth = lengths.sigmaW2() * lengths.kernel().square(q) / signal * wider;
    double first = sensitivity(lengths.kernel(), bias, signal);
    double above = sensitivity(lengths.kernel(), bias, signal * (1 + STEP));
    double below = sensitivity(lengths.kernel(), bias, signal * (1 - STEP));
    double second = (above - below) / (2 * STEP);
    double kept = weights.haar() ? 2 * first * first / weights.longerSide() : 0;
    LogChiSquare noise =
        firstOrder(Math.max(0, (lengths.kernel().kurtosis(q) - 1) / weights.fanOut() - kept));
    return new LogLength(
        meanField + StrictMath.log(growth),
        first * shift + second * variance / 2 + noise.mean(),
        first * first * variance + noise.variance(),
        false);
  }

  /**
   * d ln E[phi(u)^2] / d ln of the signal's part of q: the factor by which a layer multiplies a
   * small deviation.
   */
  static double sensitivity(LengthMap lengths, double q) {
    boolean straight = lengths.sigmaB2() == 0 && lengths.kernel() instanceof TwoSlopeKernel;
    return straight ? 1 : sensitivity(lengths.kernel(), lengths.sigmaB2(), q - lengths.sigmaB2());
  }

  /** F'(y), the derivative of ln E[phi^2] with respect to the logarithm of the incoming length. */
  private static double sensitivity(Kernel kernel, double bias, double signal) {
    double q = signal + bias;
    return kernel.squareSlope(q) * signal / kernel.square(q);
  }

  /** The law of ln(1 + e) for a small e of mean 0 and variance {@code noise}. */
  private static LogChiSquare firstOrder(double noise) {
    return new LogChiSquare(-noise / 2, noise);
  }
}
