package io.evenkeel.core.net;

import io.evenkeel.core.stats.BatchSums;

/**
 * Sees every tensor of a forward and backward pass as it is made. The arrays belong to the engine
 * and are valid during the call only.
 */
public interface PropagationObserver {
  /**
   * A layer's weights have been drawn.
   *
   * @param std their standard deviation (n - 1)
   * @param declared whether {@code std} is that of their law, the weights not having been drawn
   */
  void weights(int layer, double std, boolean declared);

  /**
   * A layer's forward pass is done.
   *
   * @param batch rows
   * @param units columns
   * @param pre pre-activations {@code [batch][units]}
   * @param act activations {@code [batch][units]}
   * @param slope derivatives of the activation at {@code pre}, {@code [batch][units]}
   * @param actSums of {@code act}
   */
  void forward(
      int layer, int batch, int units, float[] pre, float[] act, float[] slope, BatchSums actSums);

  /**
   * A layer's backward pass is done. The true gradients are the given ones times {@code
   * 2^exponent}.
   *
   * @param gradient with respect to the layer's output, {@code [batch][units]}
   * @param exponent power of two of {@code gradient}
   * @param preGradient with respect to the pre-activation, {@code [batch][units]}
   * @param preExponent power of two of {@code preGradient}
   * @param preSquares sum of the squares of {@code preGradient}
   * @param weightSquares sum of the squares of the weight gradient, before its factor of {@code
   *     2^(2 preExponent)}
   */
  void backward(
      int layer,
      int batch,
      int units,
      float[] gradient,
      long exponent,
      float[] preGradient,
      long preExponent,
      double preSquares,
      double weightSquares);
}
