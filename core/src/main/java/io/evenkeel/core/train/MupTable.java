package io.evenkeel.core.train;

/**
 * The maximal update parametrisation: Table 3 of Yang, Hu et al. 2022, "Tensor Programs V" (arXiv
 * 2203.03466), the form without multipliers. A constant's numbers are the powers of {@code r =
 * width / base_width} by which initial standard deviations and learning rates are multiplied; fans
 * that do not grow with width count as constants.
 */
public enum MupTable {
  /** Weights of the first layer, whose fan-in does not grow. */
  INPUT(0, 1, 0),
  /** Weights between hidden layers. */
  HIDDEN(-0.5, 0, -1),
  /** Weights of the readout, whose fan-out does not grow. */
  OUTPUT(-1, -1, -1),
  /** Biases of hidden layers. */
  BIAS(0, 1, 0),
  /** Biases of the readout, whose number does not grow. */
  OUTPUT_BIAS(0, 0, 0);

  private final double initialStd;
  private final double sgdRate;
  private final double adamRate;

  MupTable(double initialStd, double sgdRate, double adamRate) {
    this.initialStd = initialStd;
    this.sgdRate = sgdRate;
    this.adamRate = adamRate;
  }

  /** The factor of the standard deviation that the scheme has at the base width. */
  public double initialStd(double ratio) {
    return Math.pow(ratio, initialStd);
  }

  /**
   * The factor of the learning rate.
   *
   * @param optimizer of the kinds that the table has: SGD with or without momentum, or an adaptive
   *     one
   */
  public double rate(Optimizer optimizer, double ratio) {
    return Math.pow(ratio, optimizer.adaptive() ? adamRate : sgdRate);
  }
}
