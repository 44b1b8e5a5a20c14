package io.evenkeel.jobs.run;

import io.evenkeel.jobs.parquet.EncodedShard;
import io.evenkeel.jobs.parquet.PlannedShard;
import io.evenkeel.jobs.parquet.TableSchema;
import io.evenkeel.jobs.store.Content;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;

/**
 * Computes a shard and publishes it: its layers file first, its steps file if there is one, and its
 * trials file, the commit, last.
 */
final class ShardPublisher {
  private final Store store;
  private final ShardComputation computation;
  private final KernelClock clock;
  private final String successor;

  /**
   * @param clock of the computation's kernels
   * @param successor the plan file that must not exist
   */
  ShardPublisher(Store store, ShardComputation computation, KernelClock clock, String successor) {
    this.store = store;
    this.computation = computation;
    this.clock = clock;
    this.successor = successor;
  }

  /**
   * Computes and publishes a shard; does nothing if another run has published it meanwhile.
   *
   * @throws RunFailure if another run has changed the directory's plan
   */
  void publish(PlannedShard shard) throws IOException {
    PlanFiles.requireNone(store, successor);
    if (store.exists(TableSchema.TRIALS.file(shard.number()))) {
      return;
    }
    Attempt attempt = Attempt.begin(store, shard.number());
    EncodedShard encoded = computation.compute(shard, CodeVersion.current());
    attempt.computed();
    encoded.check(shard);
    PlanFiles.requireNone(store, successor);
    boolean first = files(store, shard.number(), encoded);
    attempt.end(
        shard.number(),
        encoded.footer().trials(),
        encoded.footer().layerRows(),
        encoded.layers().size()
            + encoded.steps().map(Content::size).orElse(0L)
            + encoded.trials().size(),
        clock,
        first);
  }

  /**
   * Publishes the files of a shard, the commit last.
   *
   * @return whether the commit record is that of this call, not of another writer
   */
  static boolean files(Store store, int shard, EncodedShard encoded) throws IOException {
    store.createOnce(TableSchema.LAYERS.file(shard), encoded.layers());
    if (encoded.steps().isPresent()) {
      store.createOnce(TableSchema.STEPS.file(shard), encoded.steps().get());
    }
    return store.createOnce(TableSchema.TRIALS.file(shard), encoded.trials());
  }
}
