package io.evenkeel.jobs.run;

import io.evenkeel.core.sweep.TrialStatus;
import io.evenkeel.jobs.parquet.Footer;
import io.evenkeel.jobs.parquet.LackOfMemory;
import io.evenkeel.jobs.parquet.TableSchema;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.parquet.io.InputFile;

/**
 * How far a run directory is, from its plan and its footers; may be asked while a run writes. Rows
 * are read of shards with failed trials only, to tell which of these are no results.
 *
 * @param plan the directory's plan
 * @param shardsDone how many shards are published and readable
 * @param trials how many published trials ended how
 * @param lackOfMemory those of the failed ones that failed for a lack of memory: a run computes
 *     them again
 * @param unreadable trials files whose footer cannot be read, or is not that of the plan's shard
 * @param kernels kinds of kernels that computed something
 */
public record RunStatus(
    PlanFile plan,
    int shardsDone,
    Map<TrialStatus, Long> trials,
    long lackOfMemory,
    List<String> unreadable,
    List<String> kernels) {

  /** Copies the collections. */
  public RunStatus {
    trials = Map.copyOf(trials);
    unreadable = List.copyOf(unreadable);
    kernels = List.copyOf(kernels);
  }

  /** Reads a run directory. */
  public static RunStatus read(Store store) throws IOException {
    PlanFile plan = PlanFiles.read(store);
    RunFiles.Listing listing = RunFiles.list(store, TableSchema.TRIALS, plan.live());
    List<Optional<Published>> shards =
        Parallel.map(listing.shards().stream(), shard -> published(store, plan, shard));
    Map<TrialStatus, Long> trials = new EnumMap<>(TrialStatus.class);
    for (TrialStatus status : TrialStatus.values()) {
      trials.put(
          status,
          shards.stream()
              .flatMap(Optional::stream)
              .mapToLong(shard -> shard.footer().statuses().get(status))
              .sum());
    }
    int[] numbers = listing.shards().stream().toArray();
    List<String> unreadable =
        IntStream.range(0, numbers.length)
            .filter(i -> shards.get(i).isEmpty())
            .mapToObj(i -> TableSchema.TRIALS.file(numbers[i]))
            .toList();
    return new RunStatus(
        plan,
        numbers.length - unreadable.size(),
        trials,
        shards.stream().flatMap(Optional::stream).mapToLong(Published::lackOfMemory).sum(),
        unreadable,
        KernelNotes.of(store));
  }

  /** Trials of the plan, counted by its shards. */
  public long planned() {
    return plan.live().stream()
        .mapToLong(shard -> plan.expected(shard).orElseThrow().trials())
        .sum();
  }

  /** Trials of published shards; never more than {@link #planned}. */
  public long done() {
    return trials.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Trials that ended so. */
  public long ended(TrialStatus status) {
    return trials.get(status);
  }

  /** Whether every shard of the plan is published. */
  public boolean complete() {
    return shardsDone == plan.liveShards();
  }

  /** What a published shard says of its trials. */
  private record Published(Footer footer, long lackOfMemory) {}

  /** What the plan's shard says; empty if it is damaged or another shard's. */
  private static Optional<Published> published(Store store, PlanFile plan, int shard) {
    try {
      InputFile file = store.input(TableSchema.TRIALS.file(shard));
      Footer footer = Footer.read(file);
      long trials = footer.statuses().values().stream().mapToLong(Long::longValue).sum();
      PlanFile.Expected expected = plan.expected(shard).orElseThrow();
      boolean planned =
          footer.planHash().equals(expected.planHash())
              && footer.shard() == shard
              && trials == expected.trials();
      if (!planned) {
        return Optional.empty();
      }
      boolean failures = footer.statuses().get(TrialStatus.FAILED) > 0;
      return Optional.of(new Published(footer, failures ? LackOfMemory.count(file) : 0));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
