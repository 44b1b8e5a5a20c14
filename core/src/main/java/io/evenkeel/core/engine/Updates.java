package io.evenkeel.core.engine;

/**
 * How the weights of a network change between its passes.
 *
 * @param passes most forward passes of one draw, and most backward passes; at least 1
 * @param arrays arrays of the weights' size that the rule keeps from step to step
 * @param linear whether new weights and arrays are linear combinations of the old ones and the
 *     gradient, with the same factors for all entries of a layer
 */
public record Updates(int passes, int arrays, boolean linear) {}
