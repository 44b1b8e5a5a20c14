package io.evenkeel.core.probe;

/**
 * The gradient of the loss with respect to the stream after a residual block.
 *
 * @param gradient on its own scale
 */
public record BlockGradient(Site site, Tensor gradient) {}
