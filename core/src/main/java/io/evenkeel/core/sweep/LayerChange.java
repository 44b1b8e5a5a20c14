package io.evenkeel.core.sweep;

import io.evenkeel.core.train.UpdateStats;
import java.util.Optional;

/**
 * The change of a layer since it was initialised, measured on the batch of step 0.
 *
 * @param activation root mean square of the difference between the layer's output now and then
 * @param weights root mean square of the difference between the layer's weights now and then
 * @param update what the last step did to the weights; empty if it was not measured
 */
public record LayerChange(double activation, double weights, Optional<UpdateStats> update) {}
