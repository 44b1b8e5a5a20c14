package io.evenkeel.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code --master yarn}: the tables of a local run in both deploy modes, whatever is killed, and
 * how a run's end reaches its caller. The small SPARK_HOME has no YARN: {@code
 * -Devenkeel.yarn.spark=SPARK_HOME} names a whole distribution; without one this is skipped.
 */
@Tag("long")
@Timeout(900)
class YarnIT {
  private static final String SPARK_HOME = System.getProperty("evenkeel.yarn.spark");
  private static final String CLUSTER_MODE = "--deploy-mode cluster --driver-memory 1g";
  private static final String EXECUTOR =
      "org.apache.spark.executor.YarnCoarseGrainedExecutorBackend";
  private static final String DRIVER = "org.apache.spark.deploy.yarn.ApplicationMaster";

  private static final int SHARDS = 5;

  /** Shards of some seconds. */
  private static final String SWEEP =
      """
      name: yarn
      grids:
        - depth: 100
          width: 48
          batch: 4
          activation: relu
          engine: explicit
          init: [kaiming_normal, lecun_normal]
          seed: {from: 0, to: 1499}
      """;

  @TempDir private static Path folder;
  private static YarnCluster yarn;
  private static Path sweep;
  private static List<String> rows;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(SPARK_HOME != null, "no -Devenkeel.yarn.spark=SPARK_HOME names a Spark with YARN");
    yarn = YarnCluster.start(Files.createDirectory(folder.resolve("cluster")));
    sweep = Files.writeString(folder.resolve("sweep.yaml"), SWEEP, StandardCharsets.UTF_8);
    Path local = folder.resolve("local");
    Command.Outcome outcome =
        Command.of(Shipped.LAUNCHER, "run", sweep.toString(), "--out", local.toString()).run();
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    rows = rows(local);
    assertThat(published(local)).isEqualTo(SHARDS);
  }

  @AfterAll
  static void stop() {
    if (yarn != null) {
      yarn.close();
    }
  }

  @Test
  void aRunWhoseExecutorIsKilledHasTheTablesOfALocalOne() throws Exception {
    Path out = folder.resolve("client");
    Path log = folder.resolve("client.log");
    Process driver = submit("", "run", sweep.toString(), "--out", "client").start(log, log);
    try {
      killOnceBegun(driver, out, EXECUTOR);
      awaitSuccess(driver, log);
    } finally {
      driver.destroyForcibly();
    }
    assertThat(rows(out)).isEqualTo(rows);
  }

  @Test
  void aDriverOnTheClusterEndsOnceAndWell() throws Exception {
    Path out = folder.resolve("cluster-mode");
    Command.Outcome outcome =
        submit(CLUSTER_MODE, "run", sweep.toString(), "--out", out.toString()).run();
    assertThat(outcome.exitCode()).as("%s%n%s", outcome.out(), outcome.err()).isZero();
    assertThat(rows(out)).isEqualTo(rows);
    assertThat(drivers(out)).hasSize(1);
    assertThat(out.resolve("report/stability.csv")).isNotEmptyFile();
  }

  @Test
  void aDriverThatIsKilledIsStartedAgainAndResumes() throws Exception {
    Path out = folder.resolve("killed");
    Path log = folder.resolve("killed.log");
    Process caller =
        submit(CLUSTER_MODE, "run", sweep.toString(), "--out", out.toString()).start(log, log);
    try {
      killOnceBegun(caller, out, DRIVER);
      awaitSuccess(caller, log);
    } finally {
      caller.destroyForcibly();
    }
    assertThat(rows(out)).isEqualTo(rows);
    assertThat(drivers(out)).hasSize(2);
  }

  @Test
  void aSweepThatIsWrongIsToldToTheCaller() throws Exception {
    Path wrong =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            SWEEP.replace("relu", "no_such_activation"),
            StandardCharsets.UTF_8);
    Path out = folder.resolve("wrong");
    Command.Outcome outcome =
        submit(CLUSTER_MODE, "run", wrong.toString(), "--out", out.toString()).run();
    assertThat(outcome.exitCode()).as("%s%n%s", outcome.out(), outcome.err()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("unknown activation 'no_such_activation'")
        .contains("evenkeel: the run did not end well on the cluster")
        .doesNotContain("\tat ");
    assertThat(out).doesNotExist();
  }

  private static Command submit(String options, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--master", "yarn"));
    return Command.of(Shipped.LAUNCHER, all.toArray(String[]::new))
        .with("SPARK_HOME", SPARK_HOME)
        .with("SPARK_LOCAL_IP", "127.0.0.1")
        .with("HADOOP_CONF_DIR", yarn.settings().toString())
        .with(
            "EVENKEEL_SUBMIT_OPTS",
            options
                + " --num-executors 2 --executor-cores 1 --executor-memory 768m"
                + " --conf spark.executor.memoryOverhead=1g --conf spark.yarn.am.memory=512m"
                + " --conf spark.yarn.stagingDir=%s --conf spark.yarn.jars=local:%s/jars/*"
                    .formatted(folder.toUri(), SPARK_HOME))
        .from(folder);
  }

  /** Kills a container once a shard is published. */
  private static void killOnceBegun(Process caller, Path out, String container) throws Exception {
    while (caller.isAlive() && published(out) == 0) {
      caller.waitFor(20, TimeUnit.MILLISECONDS);
    }
    List<ProcessHandle> found = yarn.containers(container);
    assertThat(found).as(container).isNotEmpty();
    found.get(0).destroyForcibly();
    assertThat(published(out)).as("killed in mid-run").isLessThan(SHARDS);
  }

  /**
   * Size and sum of the rows' hashes, of each table. Files themselves are the same only if this
   * Spark has the same Parquet.
   */
  private static List<String> rows(Path run) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      for (String table : List.of("trials", "layers")) {
        String sum =
            "SELECT count(*) || ' ' || sum(hash(t)::HUGEINT) FROM '%s/%s/*.parquet' t"
                .formatted(run, table);
        try (ResultSet answer = statement.executeQuery(sum)) {
          answer.next();
          tables.add(answer.getString(1));
        }
      }
    }
    return tables;
  }

  private static int published(Path out) throws IOException {
    Path trials = out.resolve("trials");
    if (!Files.exists(trials)) {
      return 0;
    }
    try (Stream<Path> shards = Files.list(trials)) {
      return (int) shards.count();
    }
  }

  /** What the drivers noted when they began. */
  private static List<Path> drivers(Path out) throws IOException {
    try (Stream<Path> notes = Files.list(out.resolve("_evenkeel/runs"))) {
      return notes.filter(note -> note.toString().endsWith("-begun.json")).toList();
    }
  }

  private static void awaitSuccess(Process caller, Path log) throws Exception {
    assertThat(caller.waitFor(400, TimeUnit.SECONDS)).as(Files.readString(log)).isTrue();
    assertThat(caller.exitValue()).as(Files.readString(log)).isZero();
  }
}
