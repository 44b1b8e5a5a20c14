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
 * The progress of a run directory, from its plan and the footers of its files. It can be read while
 * a run writes. Rows are read only for shards with failed trials, to find those that are not
 * results.
 *
 * @param plan the directory's plan
 * @param shardsDone how many shards are published and readable
 * @param trials number of published trials by status
 * @param lackOfMemory failed trials that failed for a lack of memory; a run computes them again
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

  /** Number of trials that ended with a status. */
  public long ended(TrialStatus status) {
    return trials.get(status);
  }

  /** Whether every shard of the plan is published. */
  public boolean complete() {
    return shardsDone == plan.liveShards();
  }

  /** The counts of a published shard's trials. */
  private record Published(Footer footer, long lackOfMemory) {}

  /**
   * The counts of a shard of the plan; empty if the file is damaged or belongs to another shard.
   */
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
