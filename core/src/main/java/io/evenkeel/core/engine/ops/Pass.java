package io.evenkeel.core.engine.ops;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.probe.Probe;

/**
 * One pass through a network.
 *
 * @param draws where random numbers come from; null in a backward pass, which draws nothing anew
 * @param probe told of each layer
 * @param keepsWeights whether a forward pass leaves weights and biases as they are
 */
record Pass(Draws draws, Probe probe, boolean keepsWeights) {}
