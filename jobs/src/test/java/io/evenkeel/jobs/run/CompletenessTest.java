package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.jobs.store.Content;
import io.evenkeel.jobs.store.LocalStore;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run has ended well only if every shard of its plan is there. */
class CompletenessTest {
  private static final RunPlan PLAN = Sweeps.plan(Sweeps.SMALL);

  @TempDir private Path folder;

  @Test
  void missingShardsAreCountedAndTheCauseIsTold() throws IOException {
    Store store = new LocalStore(folder);
    for (int shard = 0; shard < PLAN.shards(); shard++) {
      publish(store, "layers", shard);
      if (shard > 1) {
        publish(store, "trials", shard);
      }
    }
    assertThatThrownBy(() -> new Completeness(PLAN, store, false).require(List.of()))
        .isInstanceOf(RunFailure.class)
        .hasMessage(
            "2 of %s shards are missing in %s, though their tasks have published them: it is a local"
                    .formatted(PLAN.shards(), folder)
                + " path, which the machines seem not to share; give --out a directory that all of"
                + " them share: a network file system, hdfs://... or s3a://...");
    assertThatThrownBy(() -> new Completeness(PLAN, store, true).require(List.of()))
        .isInstanceOf(RunFailure.class)
        .hasMessageEndingWith(": something has removed them; the same command computes them again");
    publish(store, "trials", 0);
    publish(store, "trials", 1);
    assertThatCode(() -> new Completeness(PLAN, store, false).require(List.of()))
        .doesNotThrowAnyException();
  }

  @Test
  void aTaskComputesNothingWhereItDoesNotSeeTheDriversPlan() throws IOException {
    Store store = new LocalStore(folder);
    assertThatThrownBy(() -> SharedDirectory.require(store, PLAN))
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining(" does not see the plan of this run in " + folder + "; give --out");
    SweepRun.claim(Sweeps.plan(Sweeps.LARGER), store, growth -> {});
    assertThatThrownBy(() -> SharedDirectory.require(store, PLAN)).isInstanceOf(RunFailure.class);
    assertThatCode(() -> SharedDirectory.require(store, Sweeps.plan(Sweeps.LARGER)))
        .doesNotThrowAnyException();
  }

  private static void publish(Store store, String table, int shard) throws IOException {
    store.createOnce(
        "%s/shard-%06d.parquet".formatted(table, shard),
        Content.of("x".getBytes(StandardCharsets.UTF_8)));
  }
}
