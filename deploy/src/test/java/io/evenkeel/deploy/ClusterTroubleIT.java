package io.evenkeel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that loses its master and its executors in the midst of a run. */
@Tag("long")
@Timeout(1200)
class ClusterTroubleIT {
  @TempDir private static Path folder;
  private static SortedMap<String, String> undisturbed;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    undisturbed = ClusterRun.undisturbed(folder);
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
}
