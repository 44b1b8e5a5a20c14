package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.jobs.parquet.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another program sees of a run that is under way. */
class ReadWhileRunningTest {
  private static final RunPlan PLAN = Sweeps.plan(Sweeps.MIDDLING);

  @TempDir private Path folder;

  @Test
  void duckDbNeverSeesADuplicateOrAPartOfATrial() throws IOException, SQLException {
    RunFolder run = new RunFolder(folder);
    CompletableFuture<Integer> writer =
        CompletableFuture.supplyAsync(() -> runOrThrow(run)); // the queries below are this thread's
    while (run.published().isEmpty() && !writer.isDone()) {
      Thread.onSpinWait();
    }
    List<Long> seen = new ArrayList<>();
    try (Duck duck = new Duck(folder)) {
      boolean last;
      do {
        last = writer.isDone();
        seen.add(trialsSeen(duck));
      } while (!last);
    }
    assertThat(writer.join()).isEqualTo(PLAN.shards());
    assertThat(seen).isSorted().endsWith(PLAN.trials());
    assertThat(seen.get(0)).as("the first look comes while the run is under way").isPositive();
    assertThat(seen.get(0)).isLessThan(PLAN.trials());
  }

  /** Looks at both tables, the one that is published second first. */
  private static long trialsSeen(Duck duck) throws SQLException {
    duck.execute("CREATE OR REPLACE TABLE seen AS SELECT * FROM trials");
    duck.execute("CREATE OR REPLACE TABLE measured AS SELECT trial_id, depth, layer FROM layers");
    long trials = duck.number("SELECT count(*) FROM seen");
    assertThat(duck.number("SELECT count(DISTINCT trial_id) FROM seen")).isEqualTo(trials);
    assertThat(
            duck.rows(
                "SELECT trial_id FROM measured GROUP BY trial_id"
                    + " HAVING count(*) <> any_value(depth)"
                    + " OR count(DISTINCT layer) <> any_value(depth)"))
        .as("trials with a layer missing or twice")
        .isEmpty();
    assertThat(
            duck.rows(
                "SELECT trial_id FROM seen ANTI JOIN measured USING (trial_id)"
                    + " WHERE status IN ('ok', 'nonfinite')"))
        .as("trials without layers")
        .isEmpty();
    return trials;
  }

  private static int runOrThrow(RunFolder run) {
    try {
      return run.run(LocalSpark.session(), PLAN);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
