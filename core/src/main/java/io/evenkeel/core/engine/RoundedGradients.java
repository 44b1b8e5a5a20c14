package io.evenkeel.core.engine;

/**
 * The gradients that a backward pass rounded, up to the first tensor that overflowed.
 *
 * @param log2Largest binary logarithm of the largest magnitude, without the loss scale; -Infinity
 *     if all gradients are zero, Infinity or NaN if one is
 * @param overflowed whether a finite gradient, times the loss scale, was rounded beyond the
 *     format's largest value
 */
public record RoundedGradients(double log2Largest, boolean overflowed) {}
