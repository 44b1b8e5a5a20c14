/**
 * A run's tables summed up: what the trials of each cell, which differ in nothing but the seed,
 * measured.
 *
 * <p>{@link io.evenkeel.analysis.cells.ShardTotals} reads the two files of a shard once; {@link
 * io.evenkeel.analysis.cells.RunCells} adds up the shards, here or on a cluster's executors. Sums
 * are taken in the order of trials and shards, so equal files give equal bits.
 */
package io.evenkeel.analysis.cells;
