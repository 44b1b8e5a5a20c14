package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.jobs.parquet.LocalSpark;
import io.evenkeel.jobs.run.Duck;
import io.evenkeel.jobs.run.RunFolder;
import io.evenkeel.jobs.run.RunPlan;
import io.evenkeel.jobs.run.Sweeps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver that adds to a directory, killed with {@code kill -9}, and run to the end. */
class GrowingKillTest {
  private static final String FIRST = Sweeps.SMALL;

  /** More seeds: a few shards. */
  private static final String EDITED = Sweeps.SMALL.replace("to: 149", "to: 249");

  private static final int STARTING_MILLIS = 2500;
  private static final int SHARD_MILLIS = 600;

  /** About as long as a plan file takes to appear. */
  private static final int PLAN_MILLIS = 30;

  private enum Moment {
    WHILE_STARTING,
    WITH_THE_PLAN,
    WHILE_COMPUTING
  }

  @TempDir private Path folder;

  @Test
  void killsLoseNothingAndRepeatNothing() throws Exception {
    killAndGoOn(List.of(Moment.WITH_THE_PLAN, Moment.WHILE_COMPUTING), new SplittableRandom(3));
  }

  @Test
  @Tag("long")
  void manyKillsLoseNothingAndRepeatNothing() throws Exception {
    killAndGoOn(
        List.of(
            Moment.WHILE_STARTING,
            Moment.WITH_THE_PLAN,
            Moment.WHILE_STARTING,
            Moment.WHILE_COMPUTING,
            Moment.WHILE_COMPUTING,
            Moment.WHILE_COMPUTING),
        new SplittableRandom(4));
  }

  private void killAndGoOn(List<Moment> moments, SplittableRandom random) throws Exception {
    RunFolder run = new RunFolder(folder.resolve("run"));
    RunPlan first = Sweeps.plan(FIRST);
    run.run(LocalSpark.session(), first);
    Map<String, String> kept = run.hashes();
    for (Moment moment : moments) {
      try (Driver driver = Driver.start(EDITED, folder, run.root())) {
        await(moment, driver, run);
        driver.endsWithin(
            random.nextInt(
                switch (moment) {
                  case WHILE_STARTING -> STARTING_MILLIS;
                  case WITH_THE_PLAN -> PLAN_MILLIS;
                  case WHILE_COMPUTING -> SHARD_MILLIS;
                }));
        driver.kill();
      }
      assertThat(run.hashes()).as("what was published stays as it was").containsAllEntriesOf(kept);
      kept = run.hashes();
      assertEachTrialIsThereOnce(run);
    }
    try (Driver driver = Driver.start(EDITED, folder, run.root())) {
      assertThat(driver.exitCode()).as("%s", driver.err()).isEqualTo(SweepExecution.DONE);
      assertThat(driver.err().get(0))
          .matches("small: 750 trials, of which \\d+ are reused from .*");
    }
    assertThat(run.problems()).isEmpty();
    run.assertTidy();
    assertThat(run.hashes()).containsAllEntriesOf(kept);
    assertEachTrialIsThereOnce(run);

    RunFolder uninterrupted = new RunFolder(folder.resolve("uninterrupted"));
    uninterrupted.run(LocalSpark.session(), first);
    uninterrupted.run(LocalSpark.session(), Sweeps.plan(EDITED));
    assertThat(run.differences(uninterrupted)).isEmpty();
  }

  private static void await(Moment moment, Driver driver, RunFolder run) throws Exception {
    switch (moment) {
      case WHILE_STARTING -> {}
      case WITH_THE_PLAN -> {
        while (!Files.exists(run.file("plan-2.json"))) {
          assertThat(driver.endsWithin(2)).as("%s", driver.err()).isFalse();
        }
      }
      case WHILE_COMPUTING -> {
        int before = run.published().size();
        while (run.published().size() == before) {
          assertThat(driver.endsWithin(10)).as("%s", driver.err()).isFalse();
        }
      }
    }
  }

  private static void assertEachTrialIsThereOnce(RunFolder run) throws Exception {
    try (Duck duck = new Duck(run.root())) {
      assertThat(duck.number("SELECT count(*) FROM trials"))
          .isEqualTo(duck.number("SELECT count(DISTINCT trial_id) FROM trials"));
    }
  }
}
