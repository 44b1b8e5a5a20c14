package io.evenkeel.core.probe;

import io.evenkeel.core.stats.BatchSums;

/**
 * The stream after a residual block.
 *
 * @param stream its values
 * @param sums of {@code stream}
 * @param branchSquares sum of the squares of what the branch adds, its scale included
 * @param sumSquares sum of the squares of the sum, before a norm or an activation at the exit
 */
public record BlockOutput(
    Site site, Tensor stream, BatchSums sums, double branchSquares, double sumSquares) {}
