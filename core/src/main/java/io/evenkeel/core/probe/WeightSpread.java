package io.evenkeel.core.probe;

/**
 * How far a layer's weights are spread.
 *
 * @param std standard deviation (n - 1)
 * @param declared whether {@code std} is that of their law, the weights not having been drawn
 */
public record WeightSpread(double std, boolean declared) {}
