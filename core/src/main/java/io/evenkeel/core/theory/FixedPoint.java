package io.evenkeel.core.theory;

/**
 * A length that a layer leaves unchanged.
 *
 * @param q pre-activation variance, at least 0, dimensionless
 * @param slope Q'(q), dimensionless
 * @param stability the behaviour of lengths near {@code q}; for slope 1 it is found from Q itself
 */
public record FixedPoint(double q, double slope, Stability stability) {}
