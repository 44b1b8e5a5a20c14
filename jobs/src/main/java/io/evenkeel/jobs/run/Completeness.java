package io.evenkeel.jobs.run;

import io.evenkeel.jobs.parquet.Problem;
import io.evenkeel.jobs.parquet.TableSchema;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/** Compares the plan with the published files after all tasks of a run have ended. */
final class Completeness {
  private final RunPlan plan;
  private final Store store;
  private final boolean oneMachine;

  /**
   * @param oneMachine whether the tasks ran on the driver's machine
   */
  Completeness(RunPlan plan, Store store, boolean oneMachine) {
    this.plan = plan;
    this.store = store;
    this.oneMachine = oneMachine;
  }

  /**
   * @param left problems that the run has found and could not repair
   * @throws RunFailure if something is left, or a shard is not published
   */
  void require(List<Problem> left) throws IOException {
    if (!left.isEmpty()) {
      throw new RunFailure(
          "%s: %s%s; when that is mended, the same command resumes"
              .formatted(
                  store.location(),
                  left.get(0).text(),
                  left.size() == 1 ? "" : " (and %s more problems)".formatted(left.size() - 1)),
          null);
    }
    BitSet live = plan.live();
    int missing = live.cardinality() - published(live).cardinality();
    if (missing > 0) {
      throw new RunFailure(
          "%s of %s shards are missing in %s, though their tasks have published them: %s"
              .formatted(missing, live.cardinality(), store.location(), cause()),
          null);
    }
  }

  private String cause() {
    return store.local() && !oneMachine
        ? "it is a local path, which the machines seem not to share; give --out a directory that"
            + " all of them share: a network file system, hdfs://... or s3a://..."
        : "something has removed them; the same command computes them again";
  }

  /** Shards that have all of their files. */
  private BitSet published(BitSet live) throws IOException {
    BitSet all = RunFiles.list(store, TableSchema.TRIALS, live).shards();
    all.and(RunFiles.list(store, TableSchema.LAYERS, live).shards());
    if (plan.trains()) {
      BitSet trained = plan.trained();
      BitSet withSteps = RunFiles.list(store, TableSchema.STEPS, trained).shards();
      trained.andNot(withSteps);
      all.andNot(trained);
    }
    BitSet unseen = (BitSet) live.clone();
    unseen.andNot(all);
    for (int shard = unseen.nextSetBit(0); shard >= 0; shard = unseen.nextSetBit(shard + 1)) {
      // A network file system may show a listing that is some seconds old.
      if (store.exists(TableSchema.TRIALS.file(shard))
          && store.exists(TableSchema.LAYERS.file(shard))
          && (!plan.trains(shard) || store.exists(TableSchema.STEPS.file(shard)))) {
        all.set(shard);
      }
    }
    return all;
  }
}
