package io.evenkeel.core.probe;

/**
 * The spread of a layer's weights.
 *
 * @param std standard deviation (n - 1)
 * @param declared whether {@code std} is that of their law, because the weights were not drawn
 */
public record WeightSpread(double std, boolean declared) {}
