package io.evenkeel.core.probe;

/**
 * The counts of a rounding to a narrower format: first of a weight layer's pre-activation, then of
 * its output.
 *
 * @param overflows finite values that were rounded beyond the largest
 * @param flushed values that were not zero and became zero
 */
public record Narrowed(Site site, int overflows, int flushed) {}
