package io.evenkeel.jobs.run;

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
 * that no reader takes it for whole) and kept under {@link RunFiles#QUARANTINE}.
 *
 * @param intact shards that need no work
 * @param quarantined what was wrong with those that were taken out
 */
public record PublishedShards(BitSet intact, List<Problem> quarantined) {

  /** Checks what is published, and takes out what is damaged. */
  public static PublishedShards take(Store store, RunPlan plan) throws IOException {
    BitSet trials = RunFiles.list(store, TableSchema.TRIALS, plan.shards()).shards();
    BitSet layers = RunFiles.list(store, TableSchema.LAYERS, plan.shards()).shards();
    BitSet any = (BitSet) trials.clone();
    any.or(layers);
    List<List<Problem>> found =
        Parallel.map(
            any.stream(),
            shard -> problems(store, plan, shard, trials.get(shard), layers.get(shard)));
    BitSet intact = new BitSet();
    List<Problem> quarantined = new ArrayList<>();
    int[] numbers = any.stream().toArray();
    for (int i = 0; i < numbers.length; i++) {
      int shard = numbers[i];
      if (!found.get(i).isEmpty()) {
        quarantined.addAll(found.get(i));
        quarantine(store, TableSchema.TRIALS.file(shard));
        quarantine(store, TableSchema.LAYERS.file(shard));
      } else if (trials.get(shard)) {
        intact.set(shard);
      }
    }
    return new PublishedShards(intact, quarantined);
  }

  private static List<Problem> problems(
      Store store, RunPlan plan, int shard, boolean hasTrials, boolean hasLayers)
      throws IOException {
    ShardCheck check = new ShardCheck(plan.shard(shard), CodeVersion.current());
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

  /** Moves a file out of the way under a name that is free. */
  private static void quarantine(Store store, String file) throws IOException {
    if (!store.exists(file)) {
      return;
    }
    String name = RunFiles.QUARANTINE + "/" + file.replace('/', '-');
    int copy = 1;
    while (store.exists(name + "." + copy)) {
      copy++;
    }
    store.move(file, name + "." + copy);
  }
}
