package io.evenkeel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run directory that drivers fill by a standalone cluster, one after the other or at once. */
final class ClusterRun {
  /** Some fourteen shards of two seconds, with files of 17 MB. */
  private static final String SWEEP =
      """
      name: killed
      grids:
        - depth: 200
          width: 48
          input_width: 24
          batch: 4
          activation: relu
          engine: explicit
          init: [kaiming_normal, lecun_normal, normal(std=9)]
          seed: {from: 0, to: 1699}
      """;

  private static final int LIMIT_SECONDS = 400;

  private final Path directory;
  private final String master;
  private final Map<Process, Path> logs = new HashMap<>();

  /**
   * @param directory the run directory; logs of its drivers are written beside it
   * @param master URL of the cluster
   */
  ClusterRun(Path directory, String master) {
    this.directory = directory;
    this.master = master;
  }

  /** The same directory on another cluster. */
  ClusterRun resumedAt(String other) {
    return new ClusterRun(directory, other);
  }

  /** The tables of a local run that nothing disturbs. */
  static SortedMap<String, String> undisturbed(Path folder) throws Exception {
    Path sweep = Files.writeString(folder.resolve("sweep.yaml"), SWEEP, StandardCharsets.UTF_8);
    Path out = folder.resolve("undisturbed");
    Command.Outcome outcome =
        Command.of(Shipped.LAUNCHER, "run", sweep.toString(), "--out", out.toString()).run();
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return PublishedTables.hashes(out);
  }

  /**
   * Starts a driver.
   *
   * @param conf further settings for spark-submit, such as spark.cores.max=1
   */
  Process driver(String... conf) throws IOException {
    StringBuilder options = new StringBuilder();
    options.append("--conf spark.driver.host=127.0.0.1 --conf spark.executor.memory=512m");
    for (String setting : conf) {
      options.append(" --conf ").append(setting);
    }
    Path folder = directory.getParent();
    Path sweep = Files.writeString(folder.resolve("sweep.yaml"), SWEEP, StandardCharsets.UTF_8);
    Path log = folder.resolve("%s-%s.log".formatted(directory.getFileName(), logs.size()));
    Process driver =
        Command.of(
                Shipped.LAUNCHER,
                "run",
                sweep.toString(),
                "--out",
                directory.toString(),
                "--master",
                master)
            .with("SPARK_HOME", Shipped.SPARK_HOME.toString())
            .with("SPARK_LOCAL_IP", "127.0.0.1")
            .with("EVENKEEL_SUBMIT_OPTS", options.toString())
            .from(folder)
            .start(Path.of(log + ".out"), log);
    logs.put(driver, log);
    return driver;
  }

  /** What a driver has said of its progress and of what was wrong. */
  String said(Process driver) throws IOException {
    return Files.readString(logs.get(driver), StandardCharsets.UTF_8);
  }

  /** Waits for a driver's end, which must be a good one. */
  void awaitSuccess(Process driver) throws Exception {
    if (!driver.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      String threads = String.join("\n", Stuck.below(ProcessHandle.current()));
      throw new AssertionError("no end: " + said(driver) + threads);
    }
    assertThat(driver.exitValue()).as(said(driver)).isZero();
  }

  /** Waits until a shard was begun, or the driver has ended. */
  void awaitAttempt(Process driver, int more) throws Exception {
    while (driver.isAlive() && attempts() < more) {
      driver.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }

  /** Waits until the files of a shard begin to be written, or the time or the driver is over. */
  void awaitPublishing(Process driver, int seconds) throws Exception {
    Set<String> left = temporaries();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (driver.isAlive() && left.containsAll(temporaries()) && System.nanoTime() < end) {
      driver.waitFor(1, TimeUnit.MILLISECONDS);
    }
  }

  /** Waits until every shard is published, or the time or the driver is over. */
  void awaitShards(Process driver, int shards, int seconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (driver.isAlive() && published().size() < shards && System.nanoTime() < end) {
      driver.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }

  /** How many shards were begun so far, by anybody. */
  int attempts() throws IOException {
    return names("_evenkeel/attempts").size();
  }

  /** Names of the files that say that a shard is done. */
  Set<String> published() throws IOException {
    return names("trials");
  }

  /** Names of files of shards that are being written, or that a killed writer has left. */
  private Set<String> temporaries() throws IOException {
    Set<String> names = names("_evenkeel/tmp");
    names.removeIf(name -> !name.startsWith("shard-"));
    return names;
  }

  /** What is half-way: files that are being written or were left, shards without their commit. */
  Set<String> halves() throws IOException {
    Set<String> halves = names("layers");
    halves.removeAll(published());
    halves.addAll(temporaries());
    return halves;
  }

  private Set<String> names(String of) throws IOException {
    Path folder = directory.resolve(of);
    if (!Files.exists(folder)) {
      return new TreeSet<>();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** The same command once more: then there are the given tables, and verify finds nothing. */
  void check(SortedMap<String, String> tables) throws Exception {
    Process driver = driver();
    try {
      awaitSuccess(driver);
    } finally {
      driver.destroyForcibly();
    }
    assertThat(PublishedTables.hashes(directory)).isEqualTo(tables);
    assertThat(names("_evenkeel/tmp")).isEmpty();
    Command.Outcome verified = Command.of(Shipped.LAUNCHER, "verify", directory.toString()).run();
    assertThat(verified.exitCode()).as("%s%n%s", verified.out(), verified.err()).isZero();
  }
}
