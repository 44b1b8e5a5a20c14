package io.evenkeel.core.probe;

/**
 * What a norm did to a batch.
 *
 * @param divisor root mean square, over groups (rows or units), of the divisor
 * @param epsShare mean over its groups of {@code eps / (variance + eps)}: 1 if only eps matters
 */
public record Normalized(Site site, double divisor, double epsShare) {}
