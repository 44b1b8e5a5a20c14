package io.evenkeel.jobs.run;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialFeasibility;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.jobs.parquet.Samples;
import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a driver and its tasks do with a run directory, on one thread and without Spark: a task that
 * fails is tried again, as Spark does, and results are made up.
 */
final class FaultyDriver {
  /** As many as Spark makes. */
  private static final int ATTEMPTS = 4;

  private static final Footprint NEED = new Footprint(1, 1);

  private final RunPlan asked;
  private final Store store;

  FaultyDriver(RunPlan asked, Store store) {
    this.asked = asked;
    this.store = store;
  }

  /** Computes and publishes what is missing; fails as {@link SweepRun} does. */
  void run() throws IOException {
    PlanFiles.Claimed claimed = PlanFiles.claim(asked, store, growth -> {});
    store.sweepTemporaries();
    PublishedShards published = PublishedShards.take(store, claimed.plan());
    List<Integer> missing = new ArrayList<>();
    claimed.plan().live().stream()
        .filter(shard -> !published.intact().get(shard) && !published.blocked().get(shard))
        .forEach(missing::add);
    for (int shard : missing) {
      task(claimed, shard);
    }
    PlanFiles.requireNone(store, claimed.successor());
    new Completeness(claimed.plan(), store, false).require(published.left());
  }

  private void task(PlanFiles.Claimed claimed, int shard) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        PlanFiles.requireNone(store, claimed.successor());
        SharedDirectory.require(store, claimed.plan());
        KernelNotes.note(store);
        new ShardPublisher(store, computation(), new KernelClock(), claimed.successor())
            .publish(claimed.plan().shard(shard));
        return;
      } catch (StoreException e) {
        if (e.lasting() || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static ShardComputation computation() {
    return new ShardComputation(
        trial -> new TrialFeasibility.Answer(NEED, Optional.empty()),
        () -> new AdmittedKernel(new MemoryBudget(NEED, NEED), () -> {}, MadeUp::new),
        () -> {});
  }

  private static final class MadeUp implements ShardComputation.Kernel {
    @Override
    public TrialResult run(Trial trial) {
      return Samples.result(trial);
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }
}
