package io.evenkeel.core.probe;

/**
 * A weight layer's pre-activation, or then its output, was rounded to a narrower format.
 *
 * @param overflows finite values that were rounded beyond the largest
 * @param flushed values that were not zero and became zero
 */
public record Narrowed(Site site, int overflows, int flushed) {}
