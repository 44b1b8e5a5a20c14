package io.evenkeel.core.sweep;

import io.evenkeel.core.stats.ExponentCounts;
import io.evenkeel.core.stats.Scaled;

/**
 * The gradient of the loss at one layer, carried with a power-of-two exponent so that it is exact
 * at any magnitude.
 *
 * @param std standard deviation (n - 1) of the gradient with respect to the layer's output
 * @param rms root mean square of the same
 * @param max largest magnitude of the same
 * @param preRms root mean square of the gradient with respect to the pre-activation
 * @param weightRms root mean square of the gradient with respect to the layer's weights
 * @param exponents binary exponents of the output gradient's values
 * @param nonFinite how many entries of the output gradient are NaN or infinite
 * @param lostInFloat32 whether plain float32 would have lost some of it: an entry that is not zero
 *     here is zero, subnormal or infinite as a float32
 */
public record GradientStats(
    Scaled std,
    Scaled rms,
    Scaled max,
    Scaled preRms,
    Scaled weightRms,
    ExponentCounts exponents,
    long nonFinite,
    boolean lostInFloat32) {}
