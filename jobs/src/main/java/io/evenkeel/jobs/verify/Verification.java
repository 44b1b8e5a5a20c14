package io.evenkeel.jobs.verify;

import io.evenkeel.jobs.parquet.Problem;
import io.evenkeel.jobs.parquet.ShardCheck;
import io.evenkeel.jobs.parquet.TableSchema;
import io.evenkeel.jobs.run.Parallel;
import io.evenkeel.jobs.run.PlanFile;
import io.evenkeel.jobs.run.RunFiles;
import io.evenkeel.jobs.run.RunPlan;
import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Checks a run directory against its own plan, byte by byte and row by row.
 *
 * <p>Nothing wrong means: every planned trial is there exactly once with all of its layers, no file
 * is damaged, none is missing, none is strange.
 *
 * @param plan the directory's plan
 * @param problems what is wrong, in the order of the files
 */
public record Verification(PlanFile plan, List<Problem> problems) {

  /** Copies {@code problems}. */
  public Verification {
    problems = List.copyOf(problems);
  }

  /**
   * Checks a run directory.
   *
   * @throws StoreException if it has no plan or its plan cannot be understood
   */
  public static Verification of(Store store) throws IOException {
    PlanFile file = PlanFile.read(store);
    RunPlan plan = file.rebuild();
    List<Problem> problems = new ArrayList<>();
    if (!PlanFile.of(plan).describes(file)) {
      problems.add(new Problem(RunFiles.PLAN, PlanFile.INCONSISTENT));
      return new Verification(file, problems);
    }
    RunFiles.Listing trials = RunFiles.list(store, TableSchema.TRIALS, plan.shards());
    RunFiles.Listing layers = RunFiles.list(store, TableSchema.LAYERS, plan.shards());
    trials.strangers().forEach(name -> problems.add(new Problem(name, RunFiles.STRANGER)));
    layers.strangers().forEach(name -> problems.add(new Problem(name, RunFiles.STRANGER)));
    BitSet orphans = (BitSet) layers.shards().clone();
    orphans.andNot(trials.shards());
    orphans.stream()
        .forEach(
            shard ->
                problems.add(
                    new Problem(
                        TableSchema.LAYERS.file(shard),
                        "orphan: there is no " + TableSchema.TRIALS.file(shard))));
    missing(trials.shards(), plan, problems);
    Parallel.map(
            trials.shards().stream(),
            shard -> shard(store, plan, file, shard, layers.shards().get(shard)))
        .forEach(problems::addAll);
    return new Verification(file, problems);
  }

  private static List<Problem> shard(
      Store store, RunPlan plan, PlanFile file, int shard, boolean hasLayers) throws IOException {
    if (!hasLayers) {
      return List.of(
          new Problem(
              TableSchema.LAYERS.file(shard),
              "missing, though " + TableSchema.TRIALS.file(shard) + " is there"));
    }
    ShardCheck check = new ShardCheck(plan.shard(shard), file.codeVersion(), file.streamVersion());
    check.files(
        store.input(TableSchema.TRIALS.file(shard)), store.input(TableSchema.LAYERS.file(shard)));
    check.rows(
        store.input(TableSchema.TRIALS.file(shard)), store.input(TableSchema.LAYERS.file(shard)));
    return check.problems();
  }

  /** One line for each run of consecutive missing shards. */
  private static void missing(BitSet present, RunPlan plan, List<Problem> problems) {
    int from = present.nextClearBit(0);
    while (from < plan.shards()) {
      int next = present.nextSetBit(from);
      int to = next < 0 ? plan.shards() : next;
      long trials = IntStream.range(from, to).mapToLong(shard -> plan.shard(shard).trials()).sum();
      problems.add(
          new Problem(
              TableSchema.TRIALS.file(from)
                  + (to - from > 1 ? " to " + TableSchema.TRIALS.file(to - 1) : ""),
              "missing (%d trials)".formatted(trials)));
      from = present.nextClearBit(to);
    }
  }
}
