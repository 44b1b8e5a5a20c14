package io.evenkeel.core.probe;

/**
 * The output {@code z = x W^T + b} of a weight layer's linear map, and the spread of W.
 *
 * @param fanIn units of x
 * @param values z
 * @param weights spread of W
 */
public record PreActivation(Site site, int fanIn, Tensor values, WeightSpread weights) {}
