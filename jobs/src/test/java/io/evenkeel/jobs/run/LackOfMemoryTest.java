package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.core.Footprint;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialRunner;
import io.evenkeel.core.sweep.TrialStatus;
import io.evenkeel.jobs.parquet.LocalSpark;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run directory in which an earlier run recorded trials as failed. */
class LackOfMemoryTest {
  private static final RunPlan PLAN =
      Sweeps.plan(
          """
          name: failures
          grids:
            - {depth: 20, width: 256, activation: relu, init: kaiming_normal, engine: explicit, seed: {from: 0, to: 199}}
          """);
  private static final Footprint PLENTY = new Footprint(1L << 40, 1L << 40);

  @TempDir private Path folder;

  @Test
  void trialsThatFailedForALackOfMemoryAreComputedByTheNextRun() throws IOException {
    RunFolder run = new RunFolder(folder.resolve("run"));
    record(
        run,
        trial -> {
          if (trial.seed() == 3) {
            throw new OutOfMemoryError("Java heap space");
          }
          if (trial.seed() == 4) {
            throw new OutOfMemoryError(
                "Cannot allocate new FloatPointer(9): totalBytes = 188K, physicalBytes = 279M");
          }
        });
    assertThat(RunStatus.read(run.store()).ended(TrialStatus.FAILED)).isEqualTo(2);
    assertThat(RunStatus.read(run.store()).lackOfMemory()).isEqualTo(2);
    assertThat(run.problems())
        .as("what verify says")
        .singleElement()
        .asString()
        .contains("2 of its trials failed for a lack of memory; the next run computes them again");
    assertThat(run.run(LocalSpark.session(), PLAN))
        .as("the shard of both, and no other")
        .isEqualTo(1)
        .isLessThan(PLAN.shards());
    assertThat(RunStatus.read(run.store()).ended(TrialStatus.FAILED)).isZero();
    assertThat(run.quarantined()).hasSize(2);
    assertThat(run.problems()).isEmpty();
    RunFolder fresh = new RunFolder(folder.resolve("fresh"));
    fresh.run(LocalSpark.session(), PLAN);
    assertThat(run.differences(fresh)).isEmpty();
    assertThat(run.run(LocalSpark.session(), PLAN)).isZero();
  }

  @Test
  void trialsThatFailedForAnotherReasonAreResults() throws IOException {
    RunFolder run = new RunFolder(folder.resolve("run"));
    record(
        run,
        trial -> {
          if (trial.seed() == 3) {
            throw new IllegalStateException("java.lang.OutOfMemoryError: is not why");
          }
        });
    assertThat(run.run(LocalSpark.session(), PLAN)).isZero();
    assertThat(RunStatus.read(run.store()).ended(TrialStatus.FAILED)).isEqualTo(1);
    assertThat(RunStatus.read(run.store()).lackOfMemory()).isZero();
    assertThat(run.problems()).isEmpty();
    assertThat(run.quarantined()).isEmpty();
  }

  private interface Spoiler {
    void before(Trial trial);
  }

  /** Publishes every shard, computed by a kernel that fails as {@code spoiler} says. */
  private static void record(RunFolder run, Spoiler spoiler) throws IOException {
    Store store = run.store();
    SweepRun.claim(PLAN, store, growth -> {});
    KernelClock clock = new KernelClock();
    ShardComputation computation =
        new ShardComputation(
            trial -> PLAN.feasibility(0, trial),
            () ->
                new AdmittedKernel(
                    new MemoryBudget(PLENTY, PLENTY), () -> {}, () -> new SpoiltKernel(spoiler)),
            () -> {});
    for (int shard = 0; shard < PLAN.shards(); shard++) {
      new ShardPublisher(store, computation, clock, RunFiles.plan(2)).publish(PLAN.shard(shard));
    }
  }

  private static final class SpoiltKernel implements ShardComputation.Kernel {
    private final TrialRunner runner = new TrialRunner();
    private final Spoiler spoiler;

    SpoiltKernel(Spoiler spoiler) {
      this.spoiler = spoiler;
    }

    @Override
    public TrialResult run(Trial trial) {
      spoiler.before(trial);
      return runner.run(trial);
    }

    @Override
    public void close() {
      runner.close();
    }
  }
}
