package io.evenkeel.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster whose machines have no file system in common, and a run directory on the driver's disk:
 * the run says so and does not end as if it had done its work.
 */
@Timeout(600)
class UnsharedPathIT {
  /**
   * Four shards: by the plan each costs what its trials of large nets that cannot exist would cost.
   */
  private static final String SWEEP =
      """
      name: apart
      defaults: {activation: tanh, seed: 0..3}
      grids:
        - {depth: 100, width: 1024, input_width: 128, engine: explicit, init: identity}
        - {depth: 5, width: 2, batch: 2, init: xavier_uniform}
        - {depth: 101, width: 1024, input_width: 128, engine: explicit, init: identity}
        - {depth: 4, width: 2, batch: 2, init: xavier_uniform}
        - {depth: 102, width: 1024, input_width: 128, engine: explicit, init: identity}
        - {depth: 3, width: 2, batch: 2, init: xavier_uniform}
      """;

  @TempDir Path folder;

  @Test
  void machinesThatDoNotSeeTheRunDirectoryAreSaidSo() throws Exception {
    Path local = disk();
    try (StandaloneCluster spark = cluster(2, local)) {
      Command.Outcome outcome = run(spark, local.resolve("run"));

      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.err()).doesNotContain("\tat ");
      assertThat(errors(outcome))
          .singleElement()
          .asString()
          .contains(local.resolve("run").toString())
          .contains("give --out a directory that all machines share");
      assertThat(local.resolve("run/report")).doesNotExist();
      assertThat(outcome.out()).doesNotContain("rank");
    }
  }

  /** Tasks that fail on the one machine may do so on the other's behalf: the run then succeeds. */
  @Test
  @Tag("long")
  void oneMachineOfTwoThatDoesNotSeeItNeverLosesItsPart() throws Exception {
    Path local = disk();
    try (StandaloneCluster spark = cluster(1, local)) {
      for (int attempt = 0; attempt < 3; attempt++) {
        Path out = local.resolve("run-" + attempt);
        Command.Outcome outcome = run(spark, out);
        if (outcome.exitCode() == 0) {
          assertThat(outcome.out()).contains("24 of 24 trials done");
        } else {
          assertThat(outcome.exitCode()).isEqualTo(1);
          assertThat(errors(outcome))
              .singleElement()
              .asString()
              .contains("give --out a directory that all");
          assertThat(out.resolve("report")).doesNotExist();
        }
      }
    }
  }

  private Path disk() throws Exception {
    assumeTrue(mayMount(), "this user may not mount");
    return Files.createDirectory(folder.resolve("local disk"));
  }

  private static boolean mayMount() throws IOException, InterruptedException {
    return new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0;
  }

  private StandaloneCluster cluster(int apart, Path hidden) throws IOException {
    return StandaloneCluster.start(
        Files.createDirectory(folder.resolve("cluster")), 2, apart, hidden);
  }

  private Command.Outcome run(StandaloneCluster spark, Path out) throws Exception {
    Path sweep = Files.writeString(folder.resolve("apart.yaml"), SWEEP, StandardCharsets.UTF_8);
    return Command.of(
            Shipped.LAUNCHER,
            "run",
            sweep.toString(),
            "--out",
            out.toString(),
            "--master",
            spark.url())
        .with("SPARK_HOME", Shipped.SPARK_HOME.toString())
        .with("SPARK_LOCAL_IP", "127.0.0.1")
        .with("EVENKEEL_SUBMIT_OPTS", "--conf spark.driver.host=127.0.0.1")
        .from(folder)
        .run();
  }

  private static List<String> errors(Command.Outcome outcome) {
    return Stream.of(outcome.err().split("\n"))
        .filter(line -> line.startsWith("evenkeel: "))
        .toList();
  }
}
