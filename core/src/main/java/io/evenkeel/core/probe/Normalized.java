package io.evenkeel.core.probe;

/**
 * What a norm did to a batch.
 *
 * @param divisor root mean square over its groups (rows or units) of what values were divided by
 * @param epsShare mean over its groups of {@code eps / (variance + eps)}: 1 where eps alone decides
 */
public record Normalized(Site site, double divisor, double epsShare) {}
