package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.jobs.run.CodeVersion;
import io.evenkeel.jobs.run.RunFolder;
import io.evenkeel.jobs.run.RunPlan;
import io.evenkeel.jobs.run.SweepRun;
import io.evenkeel.jobs.run.Sweeps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says to a person, in a process of its own. */
class SweepExecutionTest {
  @TempDir private Path folder;

  @Test
  void ctrlCEndsCleanlyAndSaysHowToResume() throws Exception {
    RunPlan plan = Sweeps.plan(Sweeps.LENGTHY);
    RunFolder run = new RunFolder(folder.resolve("run"));
    try (Driver driver = Driver.start(Sweeps.LENGTHY, folder, run.root())) {
      while (run.published().isEmpty()) {
        assertThat(driver.endsWithin(20)).as("%s", driver.err()).isFalse();
      }
      driver.interrupt();
      assertThat(driver.exitCode()).isEqualTo(Interruption.CODE);
      assertThat(driver.out()).isEmpty();
      // On a slow machine half a minute passes, after which a line says how far the run is.
      List<String> err =
          driver.err().stream().filter(line -> !line.contains(" trials/s, about ")).toList();
      assertThat(err).hasSize(3);
      assertThat(err.get(0))
          .isEqualTo(
              "%s: %s trials in %s shards, into %s"
                  .formatted(plan.name(), plan.trials(), plan.shards(), run.root()));
      assertThat(err.get(1)).isEmpty();
      assertThat(err.get(2))
          .matches(
              "interrupted; \\d+ of %s trials are kept, the same command resumes in \\Q%s\\E"
                  .formatted(plan.trials(), run.root()));
    }
    assertThat(run.log())
        .satisfiesExactly(
            begun -> {
              assertThat(begun.get("sweep").textValue()).isEqualTo(plan.name());
              assertThat(begun.get("trials").longValue()).isEqualTo(plan.trials());
              assertThat(begun.get("version").textValue()).isEqualTo(CodeVersion.current());
              assertThat(begun.get("master").textValue()).isEqualTo("local[2]");
            },
            ended -> {
              assertThat(ended.get("exit_code").intValue()).isEqualTo(Interruption.CODE);
              assertThat(ended.get("message").textValue()).isEqualTo("interrupted");
            });
    assertThat(run.published()).isNotEmpty().hasSizeLessThan(plan.shards());
    assertThat(run.problems())
        .allMatch(line -> line.contains(": missing (") || line.contains(": orphan: "));
  }

  @Test
  void sigtermBeforeSparkIsUpIsAsClean() throws Exception {
    RunFolder run = new RunFolder(folder.resolve("run"));
    try (Driver driver = Driver.start(Sweeps.LENGTHY, folder, run.root())) {
      // The directory is claimed and the beginning noted long before Spark is up.
      while (!Files.exists(run.file("plan.json")) || run.log().isEmpty()) {
        assertThat(driver.endsWithin(10)).as("%s", driver.err()).isFalse();
      }
      driver.signal("TERM");
      assertThat(driver.exitCode()).isEqualTo(128 + 15);
      assertThat(driver.err()).hasSize(2);
      assertThat(driver.err().get(1)).startsWith("interrupted");
    }
    JsonNode ended = run.log().get(1);
    assertThat(ended.get("exit_code").intValue()).isEqualTo(128 + 15);
    assertThat(ended.get("message").textValue()).isEqualTo("interrupted");
  }

  @Test
  void anotherPlansDirectoryEndsInOneLine() throws Exception {
    RunFolder run = new RunFolder(folder.resolve("run"));
    SweepRun.claim(Sweeps.plan(Sweeps.SMALL), run.store(), growth -> {});
    String other =
        Sweeps.SMALL.replace("name: small", "name: wide").replace("width: 256", "width: 9");
    try (Driver driver = Driver.start(other, folder, run.root())) {
      assertThat(driver.exitCode()).isEqualTo(CommandErrors.USAGE);
      assertThat(driver.out()).isEmpty();
      assertThat(driver.err()).hasSize(1);
      assertThat(driver.err().get(0))
          .startsWith("evenkeel: " + run.root() + " holds another plan (")
          .endsWith("; give another --out");
    }
  }

  /** A trial that is allowed more memory than the process has is no result. */
  @Test
  void aTrialThatDoesNotFitTheProcessEndsTheRunInOneLine() throws Exception {
    String sweep =
        """
        name: too-much
        trial_memory: 8GiB
        grids:
          - {depth: 1, width: [8, 24000], batch: 1, activation: relu, init: zeros, engine: explicit}
        """;
    RunFolder run = new RunFolder(folder.resolve("run"));
    try (Driver driver = Driver.start(sweep, folder, run.root())) {
      assertThat(driver.exitCode()).as("%s", driver.err()).isEqualTo(1);
      assertThat(driver.out()).isEmpty();
      assertThat(driver.err()).hasSize(2);
      // 24,000^2 weights off the heap.
      assertThat(driver.err().get(1))
          .matches(
              "evenkeel: shard \\d: a trial needs \\d+ MiB on the heap and 2198 MiB off it, .*")
          .contains("EVENKEEL_MEMORY")
          .contains("trial_memory");
      JsonNode ended = run.log().get(1);
      assertThat(ended.get("exit_code").intValue()).isEqualTo(1);
      assertThat("evenkeel: " + ended.get("message").textValue()).isEqualTo(driver.err().get(1));
    }
    run.assertTidy();
  }

  /** An error that would meet every trial: said once, in one line, with nothing published. */
  @Test
  void aMachineThatCannotLoadTheNativeLibraryEndsTheRunInOneLine() throws Exception {
    RunFolder run = new RunFolder(folder.resolve("run"));
    try (Driver driver =
        Driver.start(
            Sweeps.SMALL, folder, run.root(), "-Dorg.bytedeco.javacpp.platform=linux-none")) {
      assertThat(driver.exitCode()).isEqualTo(1);
      assertThat(driver.out()).isEmpty();
      assertThat(driver.err()).hasSize(2);
      assertThat(driver.err().get(1))
          .startsWith("evenkeel: shard ")
          .contains(" cannot be computed on this machine: java.lang.")
          .endsWith("; when that is mended, the same command resumes");
    }
    assertThat(run.published()).isEmpty();
    run.assertTidy();
  }
}
