package io.evenkeel.core.sweep;

import java.util.Optional;

/**
 * The effects of rounding a layer to a narrower format.
 *
 * @param twinDistance mean over rows of {@code 1 - cos} between the output and that of the same
 *     network in float32
 * @param flushed values of the output that were not zero and became zero
 * @param overflows finite values of the pre-activation and the output that were rounded beyond the
 *     format's largest
 */
public record NarrowStats(Optional<Double> twinDistance, long flushed, long overflows) {}
