package io.evenkeel.jobs.run;

import io.evenkeel.core.random.StreamVersion;
import io.evenkeel.jobs.parquet.Problem;
import io.evenkeel.jobs.parquet.ShardCheck;
import io.evenkeel.jobs.parquet.TableSchema;
import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The published shards that a resumed run finds. Every byte is checked against its hash before it
 * is used.
 *
 * <p>A shard with a damaged or missing file is taken out of the tables (its trials file first, so
 * that no reader takes it for whole) and kept under {@link RunFiles#QUARANTINE}. So is a file that
 * is not of the plan, and a shard with trials that failed for a lack of memory: they are computed
 * again, with all others of the shard, which give the same rows as before. Files that cannot be
 * taken out, or cannot be reached and may be intact, stay where they are; the other shards are
 * computed nevertheless.
 *
 * @param intact shards that need no work
 * @param quarantined the problems of shards that were taken out
 * @param blocked shards that can neither be used nor be computed again
 * @param left the problems of these, and of other files that stay
 */
record PublishedShards(
    BitSet intact, List<Problem> quarantined, BitSet blocked, List<Problem> left) {

  /** Checks the published files, and takes out those that are damaged. */
  public static PublishedShards take(Store store, RunPlan plan) throws IOException {
    PublishedShards found =
        new PublishedShards(new BitSet(), new ArrayList<>(), new BitSet(), new ArrayList<>());
    BitSet trials = found.listed(store, TableSchema.TRIALS, plan.live());
    BitSet layers = found.listed(store, TableSchema.LAYERS, plan.live());
    BitSet steps =
        plan.trains() ? found.listed(store, TableSchema.STEPS, plan.trained()) : new BitSet();
    BitSet any = (BitSet) trials.clone();
    any.or(layers);
    any.or(steps);
    List<Checked> checks =
        Parallel.map(
            any.stream(),
            shard ->
                check(store, plan, shard, trials.get(shard), layers.get(shard), steps.get(shard)));
    int[] numbers = any.stream().toArray();
    for (int i = 0; i < numbers.length; i++) {
      if (!checks.get(i).problems().isEmpty()) {
        found.sort(store, numbers[i], checks.get(i));
      } else if (trials.get(numbers[i])) {
        found.intact.set(numbers[i]);
      }
    }
    return found;
  }

  /** The problems of a shard, and whether it may be intact because a file was not reached. */
  private record Checked(List<Problem> problems, boolean unreached) {}

  private void sort(Store store, int shard, Checked check) {
    if (check.unreached() && !store.local()) {
      blocked.set(shard);
      left.addAll(check.problems());
      return;
    }
    try {
      Quarantine.take(store, TableSchema.TRIALS.file(shard));
      Quarantine.take(store, TableSchema.LAYERS.file(shard));
      Quarantine.take(store, TableSchema.STEPS.file(shard));
      quarantined.addAll(check.problems());
    } catch (IOException e) {
      blocked.set(shard);
      left.addAll(check.problems());
      left.add(new Problem(TableSchema.TRIALS.file(shard), e.getMessage()));
    }
  }

  /**
   * The shards in a table's folder. Files that are not of the plan are taken out, because readers
   * take every file.
   */
  private BitSet listed(Store store, TableSchema<?> table, BitSet live) throws IOException {
    RunFiles.Listing listing = RunFiles.list(store, table, live);
    for (String stranger : listing.strangers()) {
      try {
        Quarantine.take(store, stranger);
        quarantined.add(new Problem(stranger, RunFiles.STRANGER));
      } catch (StoreException e) {
        if (stranger.endsWith(".parquet")) {
          left.add(new Problem(stranger, RunFiles.STRANGER + ", and " + e.getMessage()));
        }
      }
    }
    return listing.shards();
  }

  private static Checked check(
      Store store,
      RunPlan plan,
      int shard,
      boolean hasTrials,
      boolean hasLayers,
      boolean hasSteps) {
    ShardCheck check =
        new ShardCheck(
            plan.shard(shard), TableSchema.VERSION, CodeVersion.current(), StreamVersion.CURRENT);
    if (hasTrials) {
      List<Problem> missing = RunFiles.missing(shard, hasLayers, !plan.trains(shard) || hasSteps);
      if (!missing.isEmpty()) {
        return new Checked(missing, false);
      }
      check.files(RunFiles.shard(store, shard, plan.trains(shard)));
      check.lackOfMemory(store.input(TableSchema.TRIALS.file(shard)));
      return new Checked(check.problems(), check.unreached());
    }
    if (hasLayers) {
      check.orphan(store.input(TableSchema.LAYERS.file(shard)));
    }
    if (hasSteps) {
      check.orphanedSteps(store.input(TableSchema.STEPS.file(shard)));
    }
    return new Checked(check.problems(), check.unreached());
  }
}
