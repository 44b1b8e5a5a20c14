package io.evenkeel.core.theory;

/**
 * A length that a layer leaves as it is.
 *
 * @param q pre-activation variance, at least 0, dimensionless
 * @param slope Q'(q), dimensionless
 * @param stability what happens to lengths near {@code q}; for slope 1 decided by Q itself
 */
public record FixedPoint(double q, double slope, Stability stability) {}
