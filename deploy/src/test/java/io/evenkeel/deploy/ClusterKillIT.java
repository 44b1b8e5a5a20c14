package io.evenkeel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drivers and executors of a two-worker cluster, killed with {@code kill -9} at seeded moments:
 * while they start, compute, publish and conclude. {@code -Devenkeel.kills=10} asks for fewer,
 * {@code -Devenkeel.seed=1} for other moments. How many kills met a shard whose files were half-way
 * is printed.
 */
@Tag("long")
@Timeout(7200)
class ClusterKillIT {
  /** Of drivers, and as many of executors. */
  private static final int KILLS = Integer.getInteger("evenkeel.kills", 100);

  private static final long SEED = Long.getLong("evenkeel.seed", 20261130);

  /** Longer than a driver takes from its start to its first shard. */
  private static final int STARTING_MILLIS = 8000;

  /** About as long as a shard takes, with its files. */
  private static final int SHARD_MILLIS = 2000;

  private static final int PUBLISHING_SECONDS = 5;
  private static final int CONCLUDING_SECONDS = 60;

  @TempDir private static Path folder;
  private static StandaloneCluster spark;
  private static SortedMap<String, String> undisturbed;
  private static int shards;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private int driverKills;
  private int executorKills;
  private int publishing;
  private Set<String> left = Set.of();
  private int resumed;

  @BeforeAll
  static void start() throws Exception {
    undisturbed = ClusterRun.undisturbed(folder);
    shards = undisturbed.size() / 2;
    spark = StandaloneCluster.start(Files.createDirectory(folder.resolve("cluster")), 2);
  }

  @AfterAll
  static void stop() {
    if (spark != null) {
      spark.close();
    }
  }

  @Test
  void nothingIsLostDoubledOrChanged() throws Exception {
    int directories = 0;
    while (driverKills < KILLS || executorKills < KILLS) {
      ClusterRun run = new ClusterRun(folder.resolve("run-" + directories), spark.url());
      boolean disturbed = true;
      while (disturbed && (driverKills < KILLS || executorKills < KILLS)) {
        disturbed = disturb(run);
      }
      run.check(undisturbed);
      directories++;
      System.out.printf(
          "%s drivers and %s executors killed in %s directories of %s shards; %s drivers had"
              + " something to resume, %s times all executors left a shard's files half-way%n",
          driverKills, executorKills, directories, shards, resumed, publishing);
    }
  }

  /** One life of a driver. Returns whether it was killed before its work was done. */
  private boolean disturb(ClusterRun run) throws Exception {
    Set<String> before = run.published();
    int begun = run.attempts();
    left = run.halves();
    Process driver = run.driver();
    try {
      switch (random.nextInt(8)) {
        case 0 -> pause(driver, STARTING_MILLIS);
        case 1 -> {
          run.awaitShards(driver, shards, 2 * before.size() > shards ? CONCLUDING_SECONDS : 0);
          pause(driver, 2 * SHARD_MILLIS);
        }
        default -> {
          run.awaitAttempt(driver, begun + 1);
          for (int i = 1 + random.nextInt(2); i > 0; i--) {
            atSomeMoment(run, driver);
            killExecutors(run);
          }
          pause(driver, 2 * SHARD_MILLIS);
          atSomeMoment(run, driver);
        }
      }
      boolean killed = driverKills < KILLS && driver.isAlive();
      if (killed) {
        driver.destroyForcibly().waitFor();
        driverKills++;
        resumed += before.isEmpty() ? 0 : 1;
      } else {
        run.awaitSuccess(driver);
      }
      assertThat(run.published()).as("what was published stays so").containsAll(before);
      return killed;
    } finally {
      driver.destroyForcibly();
    }
  }

  /** While it computes or, as often, while it publishes. */
  private void atSomeMoment(ClusterRun run, Process driver) throws Exception {
    pause(driver, SHARD_MILLIS);
    if (random.nextBoolean()) {
      run.awaitPublishing(driver, PUBLISHING_SECONDS);
    }
  }

  private void pause(Process driver, int atMostMillis) throws InterruptedException {
    driver.waitFor(random.nextInt(atMostMillis), TimeUnit.MILLISECONDS);
  }

  /** One of them, or all that there are. */
  private void killExecutors(ClusterRun run) throws Exception {
    List<ProcessHandle> executors = spark.executors();
    if (executors.isEmpty()) {
      return;
    }
    List<ProcessHandle> doomed =
        random.nextBoolean() ? executors : List.of(executors.get(random.nextInt(executors.size())));
    int killed = 0;
    for (ProcessHandle executor : doomed) {
      if (executorKills + killed < KILLS && executor.destroyForcibly()) {
        executor.onExit().get(10, TimeUnit.SECONDS);
        killed++;
      }
    }
    executorKills += killed;
    Set<String> now = run.halves();
    // Where another one lives on, what is half-way may be its work.
    publishing += killed < executors.size() || left.containsAll(now) ? 0 : 1;
    left = now;
  }
}
