package io.evenkeel.jobs.run;

import io.evenkeel.core.random.StreamVersion;
import io.evenkeel.jobs.parquet.Problem;
import io.evenkeel.jobs.parquet.ShardCheck;
import io.evenkeel.jobs.parquet.TableSchema;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What a resumed run finds published: every byte of it is hashed before it is relied on.
 *
 * <p>A shard with a damaged or missing file is taken out of the tables (its trials file first, so
 * that no reader takes it for whole) and kept under {@link RunFiles#QUARANTINE}. So is a file that
 * is not of the plan.
 *
 * @param intact shards that need no work
 * @param quarantined what was wrong with those that were taken out
 */
public record PublishedShards(BitSet intact, List<Problem> quarantined) {

  /** Checks what is published, and takes out what is damaged. */
  public static PublishedShards take(Store store, RunPlan plan) throws IOException {
    List<Problem> quarantined = new ArrayList<>();
    BitSet trials = listed(store, TableSchema.TRIALS, plan, quarantined);
    BitSet layers = listed(store, TableSchema.LAYERS, plan, quarantined);
    BitSet any = (BitSet) trials.clone();
    any.or(layers);
    List<List<Problem>> found =
        Parallel.map(
            any.stream(),
            shard -> problems(store, plan, shard, trials.get(shard), layers.get(shard)));
    BitSet intact = new BitSet();
    int[] numbers = any.stream().toArray();
    for (int i = 0; i < numbers.length; i++) {
      int shard = numbers[i];
      if (!found.get(i).isEmpty()) {
        quarantined.addAll(found.get(i));
        Quarantine.take(store, TableSchema.TRIALS.file(shard));
        Quarantine.take(store, TableSchema.LAYERS.file(shard));
      } else if (trials.get(shard)) {
        intact.set(shard);
      }
    }
    return new PublishedShards(intact, quarantined);
  }

  /** The table's shards; what is not of the plan is taken out, for readers take every file. */
  private static BitSet listed(
      Store store, TableSchema<?> table, RunPlan plan, List<Problem> quarantined)
      throws IOException {
    RunFiles.Listing listing = RunFiles.list(store, table, plan.shards());
    for (String stranger : listing.strangers()) {
      Quarantine.take(store, stranger);
      quarantined.add(new Problem(stranger, RunFiles.STRANGER));
    }
    return listing.shards();
  }

  private static List<Problem> problems(
      Store store, RunPlan plan, int shard, boolean hasTrials, boolean hasLayers)
      throws IOException {
    ShardCheck check =
        new ShardCheck(plan.shard(shard), CodeVersion.current(), StreamVersion.CURRENT);
    if (!hasLayers) {
      return List.of(
          new Problem(
              TableSchema.LAYERS.file(shard),
              "missing, though " + TableSchema.TRIALS.file(shard) + " is there"));
    }
    if (hasTrials) {
      check.files(
          store.input(TableSchema.TRIALS.file(shard)), store.input(TableSchema.LAYERS.file(shard)));
    } else {
      check.orphan(store.input(TableSchema.LAYERS.file(shard)));
    }
    return check.problems();
  }
}
