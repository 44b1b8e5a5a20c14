package io.evenkeel.jobs.run;

import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialResult;

/** How long the trials of a shard take, without encoding and publishing them; for one thread. */
final class KernelClock {
  private static final double NANOS = 1e9;

  private long total;
  private long shortest;
  private long longest;

  /** The same kernel with every trial timed. */
  ShardComputation.Kernel timing(ShardComputation.Kernel kernel) {
    return new ShardComputation.Kernel() {
      @Override
      public TrialResult run(Trial trial) {
        long begun = System.nanoTime();
        try {
          return kernel.run(trial);
        } finally {
          add(System.nanoTime() - begun);
        }
      }

      @Override
      public void close() {
        kernel.close();
      }
    };
  }

  private void add(long nanos) {
    shortest = total == 0 ? nanos : Math.min(shortest, nanos);
    longest = Math.max(longest, nanos);
    total += nanos;
  }

  /** The seconds of all trials together. */
  double seconds() {
    return total / NANOS;
  }

  /** The seconds of the quickest trial; 0 before the first. */
  double shortestSeconds() {
    return shortest / NANOS;
  }

  /** The seconds of the slowest trial; 0 before the first. */
  double longestSeconds() {
    return longest / NANOS;
  }
}
