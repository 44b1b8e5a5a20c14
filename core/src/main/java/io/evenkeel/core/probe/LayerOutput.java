package io.evenkeel.core.probe;

import io.evenkeel.core.stats.BatchSums;
import java.util.Optional;

/**
 * The output of a weight layer: the result of its activation, or its pre-activation if it has none.
 *
 * @param values the output
 * @param slopes derivatives of the activation at its inputs; empty without an activation
 * @param sums of {@code values}
 */
public record LayerOutput(Site site, Tensor values, Optional<Tensor> slopes, BatchSums sums) {}
