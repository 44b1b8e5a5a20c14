package io.evenkeel.core.probe;

/**
 * The gradient of the loss with respect to a weight layer's output.
 *
 * @param gradient on its own scale
 */
public record OutputGradient(Site site, Tensor gradient) {}
