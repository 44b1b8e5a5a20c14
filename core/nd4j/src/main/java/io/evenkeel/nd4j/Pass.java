package io.evenkeel.nd4j;

import io.evenkeel.core.engine.Draws;
import io.evenkeel.core.probe.Probe;

/**
 * One forward pass.
 *
 * @param keepsWeights whether weights and biases stay as they are; masks are drawn in any case
 */
record Pass(Draws draws, Probe probe, boolean keepsWeights) {}
