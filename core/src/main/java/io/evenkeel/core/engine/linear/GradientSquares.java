package io.evenkeel.core.engine.linear;

/**
 * Norms of a layer's gradients, each before its factor of {@code 2^(2 d.exponent)}.
 *
 * @param preActivation sum of the squares of d, the gradient with respect to the pre-activation
 * @param weights sum of the squares of the weight gradient {@code d^T x}
 */
public record GradientSquares(double preActivation, double weights) {}
