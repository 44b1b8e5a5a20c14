package io.evenkeel.jobs.run;

import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * One try at one shard. Notes in the private folder, written when the try begins and when it ends,
 * say who computed what, when, and how long it took. {@link AttemptTable} makes a table of the
 * notes.
 */
final class Attempt {
  private final Store store;
  private final String name;
  private final long begun = System.nanoTime();
  private long computed;

  private Attempt(Store store, String name) {
    this.store = store;
    this.name = name;
  }

  static Attempt begin(Store store, int shard) throws IOException {
    String name = String.format(Locale.ROOT, "shard-%06d-%s.json", shard, UUID.randomUUID());
    String text =
        String.format(
            Locale.ROOT,
            "{\"shard\": %d, \"process\": \"%s\", \"kernels\": \"%s\", \"begun\": \"%s\"}%n",
            shard,
            ManagementFactory.getRuntimeMXBean().getName(),
            Kernels.name(),
            Instant.now());
    store.note(RunFiles.ATTEMPTS + "/" + name, text.getBytes(StandardCharsets.UTF_8));
    return new Attempt(store, name);
  }

  void computed() {
    computed = System.nanoTime();
  }

  /**
   * @param clock how long the trials took; a part of what computing the files took
   * @param published whether this attempt's files are the published ones
   */
  void end(int shard, long trials, long layerRows, long bytes, KernelClock clock, boolean published)
      throws IOException {
    String text =
        String.format(
            Locale.ROOT,
            "{\"shard\": %d, \"trials\": %d, \"layer_rows\": %d, \"bytes\": %d,"
                + " \"kernel_seconds\": %.6f, \"shortest_trial_seconds\": %.6f,"
                + " \"longest_trial_seconds\": %.6f, \"compute_seconds\": %.3f,"
                + " \"publish_seconds\": %.3f, \"published\": %b}%n",
            shard,
            trials,
            layerRows,
            bytes,
            clock.seconds(),
            clock.shortestSeconds(),
            clock.longestSeconds(),
            (computed - begun) / 1e9,
            (System.nanoTime() - computed) / 1e9,
            published);
    store.note(RunFiles.TIMINGS + "/" + name, text.getBytes(StandardCharsets.UTF_8));
  }
}
