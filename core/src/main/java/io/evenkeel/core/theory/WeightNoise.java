package io.evenkeel.core.theory;

import io.evenkeel.core.init.Initializer;
import io.evenkeel.core.law.WeightLaw;

/**
 * The properties of a layer's weights on which the noise of a layer of finite width depends.
 *
 * @param fanOut units of the layer
 * @param fanIn its inputs
 * @param haar whether rows or columns of the weights are orthonormal, uniform among such
 * @param excessKurtosis of one of independent weights; 0 for Haar weights
 */
record WeightNoise(int fanOut, int fanIn, boolean haar, double excessKurtosis) {
  /** The weights of {@code init}. */
  static WeightNoise of(Initializer init, int fanOut, int fanIn) {
    boolean haar = init.law(fanOut, fanIn).filter(WeightLaw::orthonormal).isPresent();
    return new WeightNoise(fanOut, fanIn, haar, haar ? 0 : init.excessKurtosis(fanOut, fanIn));
  }

  /** The dimension of the space in which Haar weights are a rotation. */
  int longerSide() {
    return Math.max(fanOut, fanIn);
  }

  /**
   * The ratio of the layer's noise to that of Gaussian weights, for a phi with a slope on either
   * side of 0.
   *
   * <p>Given its inputs x, a pre-activation has the excess kurtosis kappa sum x^4 / (sum x^2)^2;
   * the expected sum is about K / (n + K - 1) for n inputs of kurtosis K, exactly so for normal
   * ones. The noise (K - 1) / n of a homogeneous phi follows with K (1 + excess / 3) for K.
   *
   * @param kurtosis K of phi at Gaussian pre-activations
   * @param inputKurtosis K of the inputs
   */
  double kurtosisFactor(double kurtosis, double inputKurtosis) {
    double share = inputKurtosis / (fanIn + inputKurtosis - 1);
    double raised = kurtosis * (1 + excessKurtosis * share / 3);
    return Math.max(0, (raised - 1) / (kurtosis - 1));
  }
}
