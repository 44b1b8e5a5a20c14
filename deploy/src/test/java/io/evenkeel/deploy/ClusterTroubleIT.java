package io.evenkeel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two drivers at once, executors that stand still, a master that is killed. */
@Tag("long")
@Timeout(1200)
class ClusterTroubleIT {
  /** Spark takes an executor for lost after three seconds without a heartbeat, not two minutes. */
  private static final String[] SOON_LOST = {
    "spark.executor.heartbeatInterval=500ms",
    "spark.storage.blockManagerHeartbeatTimeoutMs=3000",
    "spark.network.timeoutInterval=1s"
  };

  @TempDir private static Path folder;
  private static SortedMap<String, String> undisturbed;

  private final SplittableRandom random = new SplittableRandom(7);

  @BeforeAll
  static void runUndisturbed() throws Exception {
    undisturbed = ClusterRun.undisturbed(folder);
  }

  @Test
  void twoDriversAtOnceFillOneDirectory() throws Exception {
    try (StandaloneCluster spark = cluster("two drivers")) {
      ClusterRun run = new ClusterRun(folder.resolve("both"), spark.url());
      Process one = run.driver("spark.cores.max=1");
      Process other = run.driver("spark.cores.max=1");
      try {
        run.awaitSuccess(one);
        run.awaitSuccess(other);
      } finally {
        one.destroyForcibly();
        other.destroyForcibly();
      }
      assertThat(spark.workersUsed()).as("each had an executor").isEqualTo(2);
      run.check(undisturbed);

      ClusterRun halved = new ClusterRun(folder.resolve("halved"), spark.url());
      Process killed = halved.driver("spark.cores.max=1");
      Process left = halved.driver("spark.cores.max=1");
      try {
        halved.awaitAttempt(killed, 6);
        killed.destroyForcibly();
        halved.awaitSuccess(left);
      } finally {
        killed.destroyForcibly();
        left.destroyForcibly();
      }
      halved.check(undisturbed);
    }
  }

  /** Longer than the driver waits for a heartbeat; then they go on, while others do their work. */
  @Test
  void executorsThatStandStillChangeNothing() throws Exception {
    try (StandaloneCluster spark = cluster("standstill")) {
      ClusterRun run = new ClusterRun(folder.resolve("still"), spark.url());
      Process driver = run.driver(SOON_LOST);
      try {
        for (int i = 0; i < 4 && driver.isAlive(); i++) {
          run.awaitAttempt(driver, run.attempts() + 1);
          List<ProcessHandle> executors = spark.executors();
          if (!executors.isEmpty()) {
            ProcessHandle executor = executors.get(random.nextInt(executors.size()));
            signal("STOP", executor);
            driver.waitFor(4000 + random.nextInt(4000), TimeUnit.MILLISECONDS);
            signal("CONT", executor);
          }
        }
        run.awaitSuccess(driver);
      } finally {
        driver.destroyForcibly();
      }
      run.check(undisturbed);
    }
  }

  /** Executors that are there go on. What is started afterwards says which master is missing. */
  @Test
  void aRunSurvivesItsMaster() throws Exception {
    ClusterRun run;
    try (StandaloneCluster spark = cluster("orphaned")) {
      run = new ClusterRun(folder.resolve("orphan"), spark.url());
      Process driver = run.driver();
      try {
        run.awaitAttempt(driver, 2);
        spark.killMaster();
        run.awaitSuccess(driver);
      } finally {
        driver.destroyForcibly();
      }
      Process next = run.driver();
      assertThat(next.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(next.exitValue()).isEqualTo(1);
      assertThat(run.said(next)).contains("evenkeel: no Spark master answers at " + spark.url());
    }
    try (StandaloneCluster spark = cluster("another")) {
      run.resumedAt(spark.url()).check(undisturbed);
    }
  }

  /** Spark would wait for ever. */
  @Test
  void aRunWithoutMasterAndExecutorsEndsInOneLine() throws Exception {
    ClusterRun run;
    try (StandaloneCluster spark = cluster("dying")) {
      run = new ClusterRun(folder.resolve("left alone"), spark.url());
      Process driver = run.driver();
      try {
        run.awaitAttempt(driver, 2);
        spark.killMaster();
        for (ProcessHandle executor : spark.executors()) {
          executor.destroyForcibly();
        }
        assertThat(driver.waitFor(120, TimeUnit.SECONDS)).as(run.said(driver)).isTrue();
        assertThat(driver.exitValue()).isEqualTo(1);
        assertThat(run.said(driver).lines().filter(line -> line.startsWith("evenkeel: ")))
            .singleElement()
            .asString()
            .startsWith("evenkeel: the run has no executor any more and no Spark master answers at")
            .contains(spark.url())
            .endsWith("the same command resumes");
      } finally {
        driver.destroyForcibly();
      }
    }
    try (StandaloneCluster spark = cluster("living")) {
      run.resumedAt(spark.url()).check(undisturbed);
    }
  }

  private static StandaloneCluster cluster(String name) throws Exception {
    return StandaloneCluster.start(Files.createDirectory(folder.resolve(name)), 2);
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }
}
