package io.evenkeel.core.theory.block;

/**
 * A part of a wide network: how it changes the moments of the signal, and those of the gradient
 * going back.
 *
 * <p>The gradient is taken to be independent of the weights that it passes (S. S. Schoenholz et
 * al., ICLR 2017).
 */
sealed interface Step
    permits Dense, Activate, LayerNorm, RmsNorm, BatchNorm, Dropout, Residual, Serial {
  /**
   * The result of a step.
   *
   * @param moments of the output
   * @param gradient the factor on the gradient's mean square, from output to input, where the
   *     gradients of rows are uncorrelated; NaN where independence fails
   */
  record Passed(Moments moments, double gradient) {}

  /** The output for an input. */
  Passed pass(Moments in);

  /**
   * The gradient at the input.
   *
   * @param in the input
   * @param out the gradient at the output
   */
  default Gradient back(Moments in, Gradient out) {
    double factor = pass(in).gradient();
    return out.times(factor, factor);
  }
}
