package io.evenkeel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code --deploy-mode cluster}: the driver runs on a worker, and the caller learns how it ended.
 */
@Tag("long")
@Timeout(600)
class ClusterDriverIT {
  private static final String SWEEP =
      """
      name: afar
      grids: [{depth: 2, width: 4, batch: 2, activation: relu, init: [kaiming_normal, zeros], seed: {from: 0, to: 4}}]
      """;

  @TempDir private static Path folder;
  private static StandaloneCluster spark;

  @BeforeAll
  static void start() throws Exception {
    // One worker for the driver, one for the executor, and one more where neither is.
    spark = StandaloneCluster.start(Files.createDirectory(folder.resolve("cluster")), 3);
  }

  @AfterAll
  static void stop() {
    if (spark != null) {
      spark.close();
    }
  }

  @Test
  void aRunThatSucceedsPublishesTheTablesOfALocalRun() throws Exception {
    Path sweep = Files.writeString(folder.resolve("a sweep.yaml"), SWEEP, StandardCharsets.UTF_8);
    Path local = folder.resolve("local");
    Command.Outcome here =
        Command.of(Shipped.LAUNCHER, "run", sweep.toString(), "--out", local.toString()).run();
    assertThat(here.exitCode()).as(here.err()).isZero();

    Path out = folder.resolve("run");
    Command.Outcome outcome = submit("run", sweep.toString(), "--out", out.toString());

    assertThat(outcome.exitCode()).as("%s%n%s", outcome.out(), outcome.err()).isZero();
    assertThat(PublishedTables.hashes(out)).isEqualTo(PublishedTables.hashes(local));
    assertThat(out.resolve("report/stability.csv")).isNotEmptyFile();
  }

  @Test
  void aRunThatFailsEndsWithAnotherCodeThanZero() throws Exception {
    Path sweep =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            SWEEP.replace("relu", "no_such_activation"),
            StandardCharsets.UTF_8);
    Command.Outcome outcome =
        submit("run", sweep.toString(), "--out", folder.resolve("wrong").toString());
    assertThat(outcome.exitCode()).as("%s%n%s", outcome.out(), outcome.err()).isNotZero();
    assertThat(folder.resolve("wrong")).doesNotExist();
  }

  private static Command.Outcome submit(String... words) throws Exception {
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--master";
    all[words.length + 1] = spark.url();
    return Command.of(Shipped.LAUNCHER, all)
        .with("SPARK_HOME", Shipped.SPARK_HOME.toString())
        .with("SPARK_LOCAL_IP", "127.0.0.1")
        .with(
            "EVENKEEL_SUBMIT_OPTS",
            "--deploy-mode cluster --driver-memory 512m --conf spark.executor.memory=512m")
        .from(folder)
        .run();
  }
}
