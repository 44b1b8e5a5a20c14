package io.evenkeel.jobs.run;

import io.evenkeel.core.sweep.TrialStatus;
import io.evenkeel.jobs.parquet.Footer;
import io.evenkeel.jobs.parquet.TableSchema;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a run directory is, from its plan and its footers alone; may be asked while a run writes.
 *
 * @param plan the directory's plan
 * @param shardsDone how many shards are published and readable
 * @param trials how many published trials ended how
 * @param unreadable trials files whose footer cannot be read, or is not that of the plan's shard
 * @param kernels kinds of kernels that computed something
 */
public record RunStatus(
    PlanFile plan,
    int shardsDone,
    Map<TrialStatus, Long> trials,
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
    PlanFile plan = PlanFile.read(store);
    RunFiles.Listing listing = RunFiles.list(store, TableSchema.TRIALS, plan.shardSizes().size());
    List<Optional<Footer>> footers =
        Parallel.map(listing.shards().stream(), shard -> footer(store, plan, shard));
    Map<TrialStatus, Long> trials = new EnumMap<>(TrialStatus.class);
    for (TrialStatus status : TrialStatus.values()) {
      trials.put(
          status,
          footers.stream()
              .flatMap(Optional::stream)
              .mapToLong(footer -> footer.statuses().get(status))
              .sum());
    }
    int[] numbers = listing.shards().stream().toArray();
    List<String> unreadable =
        java.util.stream.IntStream.range(0, numbers.length)
            .filter(i -> footers.get(i).isEmpty())
            .mapToObj(i -> TableSchema.TRIALS.file(numbers[i]))
            .toList();
    return new RunStatus(
        plan, numbers.length - unreadable.size(), trials, unreadable, KernelNotes.of(store));
  }

  /** Trials of the plan, counted by its shards. */
  public long planned() {
    return plan.shardSizes().stream().mapToLong(Integer::longValue).sum();
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
    return shardsDone == plan.shardSizes().size();
  }

  /** The footer of the plan's shard; empty if it is damaged or another shard's. */
  private static Optional<Footer> footer(Store store, PlanFile plan, int shard) {
    try {
      Footer footer = Footer.read(store.input(TableSchema.TRIALS.file(shard)));
      long trials = footer.statuses().values().stream().mapToLong(Long::longValue).sum();
      boolean planned =
          footer.planHash().equals(plan.planHash())
              && footer.shard() == shard
              && trials == plan.shardSizes().get(shard);
      return planned ? Optional.of(footer) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
