package io.evenkeel.core.probe;

/**
 * The gradient of the loss with respect to a weight layer's pre-activation, and that with respect
 * to its weights.
 *
 * @param fanIn units that feed the layer
 * @param gradient with respect to the pre-activation, on its own scale
 * @param squares sum of the squares of the gradient's values, before its factor of two
 * @param weights the gradient with respect to the weights, on the same scale
 */
public record PreActivationGradient(
    Site site, int fanIn, Tensor gradient, double squares, WeightGradient weights) {}
