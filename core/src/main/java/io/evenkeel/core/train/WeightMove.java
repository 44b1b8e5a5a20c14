package io.evenkeel.core.train;

import java.util.Optional;

/**
 * How far training has moved a layer's weights.
 *
 * @param rms root mean square of their difference from those that were drawn
 * @param update the change by the last step; empty if it was not measured
 */
public record WeightMove(double rms, Optional<UpdateStats> update) {}
