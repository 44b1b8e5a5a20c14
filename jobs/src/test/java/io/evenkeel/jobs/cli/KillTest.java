package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.jobs.parquet.LocalSpark;
import io.evenkeel.jobs.run.RunFolder;
import io.evenkeel.jobs.run.RunPlan;
import io.evenkeel.jobs.run.Sweeps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver killed with {@code kill -9} at random moments, again and again, and run to the end. */
class KillTest {
  private static final int TASKS = 2;

  /** About as long as a process takes to begin with its first shard. */
  private static final int STARTING_MILLIS = 2500;

  /** A process that computes is killed at a random moment after none, one or two shards more. */
  private static final int SHARDS_MORE = 3;

  /** About as long as a shard takes. */
  private static final int SHARD_MILLIS = 600;

  @TempDir private Path folder;
  private RunFolder run;
  private int repeated;

  @BeforeEach
  void newRun() {
    run = new RunFolder(folder.resolve("run"));
  }

  @Test
  void twoKillsLoseAtMostTheShardsInFlight() throws Exception {
    killAndResume(Sweeps.MIDDLING, List.of(false, false), new SplittableRandom(1));
  }

  /** Two moments while the process starts, eight while it computes and publishes. */
  @Test
  @Tag("long")
  void tenKillsLoseAtMostTheShardsInFlight() throws Exception {
    killAndResume(
        Sweeps.LENGTHY,
        List.of(false, true, false, false, false, true, false, false, false, false),
        new SplittableRandom(2));
  }

  private void killAndResume(String sweep, List<Boolean> whileStarting, SplittableRandom random)
      throws Exception {
    RunPlan plan = Sweeps.plan(sweep);
    for (boolean starting : whileStarting) {
      Set<Integer> done = new TreeSet<>(run.published());
      Set<String> before = run.attempts();
      try (Driver driver = Driver.start(sweep, folder, run.root())) {
        if (starting) {
          driver.endsWithin(random.nextInt(STARTING_MILLIS));
        } else {
          driver.awaitBegun();
          awaitPublished(driver, done.size() + random.nextInt(SHARDS_MORE));
          driver.endsWithin(random.nextInt(SHARD_MILLIS));
        }
        driver.kill();
      }
      assertOnlyMissingShardsWereTried(done, before);
      assertThat(run.published()).as("what was published stays so").containsAll(done);
    }
    Set<Integer> done = new TreeSet<>(run.published());
    assertThat(done).as("the kills came while there was work left").hasSizeLessThan(plan.shards());
    Set<String> before = run.attempts();
    try (Driver driver = Driver.start(sweep, folder, run.root())) {
      assertThat(driver.exitCode()).as("%s", driver.err()).isEqualTo(SweepExecution.DONE);
      assertThat(driver.err().get(0)).contains(run.root().toString());
      assertThat(driver.err().get(driver.err().size() - 1)).endsWith(" trials/s");
    }
    assertOnlyMissingShardsWereTried(done, before);

    assertThat(repeated).isLessThanOrEqualTo(TASKS * whileStarting.size());
    assertThat(run.attempts()).hasSize(plan.shards() + repeated);
    assertThat(run.problems()).isEmpty();
    run.assertTidy();
    RunFolder uninterrupted = new RunFolder(folder.resolve("uninterrupted"));
    uninterrupted.run(LocalSpark.session(), plan);
    assertThat(run.differences(uninterrupted)).isEmpty();
  }

  private void awaitPublished(Driver driver, int shards) throws Exception {
    while (run.published().size() < shards) {
      assertThat(driver.endsWithin(10)).as("%s", driver.err()).isFalse();
    }
  }

  /** The attempts of one process: none at a shard that was done, each at most once. */
  private void assertOnlyMissingShardsWereTried(Set<Integer> done, Set<String> before)
      throws Exception {
    List<Integer> tried = new ArrayList<>(run.attemptedSince(before));
    assertThat(tried).doesNotHaveDuplicates().allMatch(shard -> !done.contains(shard));
    // What this process began and did not publish is begun again: the shards in flight.
    tried.removeIf(run.published()::contains);
    repeated += tried.size();
  }
}
