package io.evenkeel.jobs.run;

import io.evenkeel.core.Footprint;
import java.io.IOException;
import java.util.Locale;

/**
 * A process does not have the memory that a shard needs, temporarily or permanently. This says
 * nothing about the trials: the shard is tried again, here or on another executor, or by a later
 * run.
 */
final class MemoryShortage extends IOException {
  private static final long serialVersionUID = 1L;
  private static final long MIB = 1 << 20;

  private final boolean lasting;

  private MemoryShortage(String message, boolean lasting) {
    super(message);
    this.lasting = lasting;
  }

  /**
   * The error that a trial does not fit the process at all.
   *
   * @param needed memory of the trial
   * @param most memory that the process has for trials
   */
  static MemoryShortage ofProcess(Footprint needed, Footprint most) {
    return new MemoryShortage(
        "a trial needs %s, this process has %s for trials; give it more memory (%s), or lower the sweep's trial_memory so that such trials are left out as invalid"
            .formatted(text(needed), text(most), ProcessMemory.REMEDY),
        true);
  }

  /**
   * The error that memory ran out.
   *
   * @param doing the activity, as in {@code while its tables were encoded}
   * @param error the error; kept as suppressed, because Spark ends a process whose task fails with
   *     such a cause
   */
  static MemoryShortage during(String doing, OutOfMemoryError error) {
    MemoryShortage shortage =
        new MemoryShortage(
            "memory ran out %s (%s); fewer cores or more memory help (%s)"
                .formatted(doing, ShardComputation.describe(error), ProcessMemory.REMEDY),
            false);
    shortage.addSuppressed(error);
    return shortage;
  }

  /** Whether this process would fail again with the same request. */
  boolean lasting() {
    return lasting;
  }

  private static String text(Footprint footprint) {
    return String.format(
        Locale.ROOT,
        "%d MiB on the heap and %d MiB off it",
        (footprint.heap() + MIB - 1) / MIB,
        (footprint.offHeap() + MIB - 1) / MIB);
  }
}
