package io.evenkeel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One sweep, one set of bytes: on one core, on two, and on a cluster by spark-submit. */
@Timeout(600)
class ClusterIdentityIT {
  /**
   * By the plan a shard costs what trials of large nets that cannot exist would cost: so there are
   * several, for executors to share.
   */
  private static final String SWEEP =
      """
      name: identity
      defaults:
        depth: 3
        width: 8
        batch: 4
        seed: {from: 0, to: 3}
      grids:
        - {depth: 100, width: 1024, input_width: 128, batch: 16, engine: explicit, activation: tanh,
           init: identity}
        - depth: 1
          width: 2
          batch: 2
          seed: {from: 0, to: 1999}
          activation: tanh
          init: xavier_uniform
        - {depth: 101, width: 1024, input_width: 128, batch: 16, engine: explicit, activation: tanh,
           init: identity}
        - {depth: 2, width: 3, batch: 2, activation: tanh, init: xavier_uniform}
        - {depth: 102, width: 1024, input_width: 128, batch: 16, engine: explicit, activation: tanh,
           init: identity}
        - activation: [relu, tanh, gelu, {name: leaky_relu, negative_slope: [0.01, 0.2]}]
          init: [kaiming_normal, orthogonal, trunc_normal, normal(std=30)]
          bias: [none, uniform]
          width: [8, 33]
          depth: [3, 40]
        - input: csv(rows.csv)
          width: [8, 16]
          activation: relu
          init: lecun_normal
        - activation: tanh
          init: xavier_normal
          width: [16, 600]
          batch: 8
          readout_width: 4
          loss: cross_entropy
          engine: [explicit, matrix_free]
          steps: 5
          record: [2]
          optimizer: [sgd, adam]
          lr: 0.01
          clip: 1
        - activation: linear
          init: [normal(std=1), lecun_normal]
          loss: [mse, cross_entropy, random_cotangent]
          depth: 100
          width: 128
          batch: 16
      """;

  @TempDir Path folder;

  @Test
  void localAndClusterRunsPublishTheSameBytes() throws Exception {
    Path sweep = Files.writeString(folder.resolve("a sweep.yaml"), SWEEP, StandardCharsets.UTF_8);
    // Executors never see this file: their working directory is another, and no path travels.
    Files.writeString(folder.resolve("rows.csv"), "a,b,c\n1,2,3\n-4,5,6\n7,-8,9\n1,0,1\n2,2,-1\n");
    SortedMap<String, String> one = PublishedTables.hashes(run(sweep, "one core", "local[1]"));
    SortedMap<String, String> two = PublishedTables.hashes(run(sweep, "two cores", "local[2]"));
    SortedMap<String, String> cluster;
    try (StandaloneCluster spark =
        StandaloneCluster.start(Files.createDirectory(folder.resolve("cluster")), 2)) {
      cluster = PublishedTables.hashes(runByDefault(sweep, "on a cluster", spark.url()));
      assertThat(spark.workersUsed()).isEqualTo(2);
    }

    assertThat(one.keySet()).filteredOn(name -> name.startsWith("trials/")).hasSizeGreaterThan(2);
    assertThat(one.keySet()).filteredOn(name -> name.startsWith("layers/")).hasSizeGreaterThan(2);
    assertThat(one.keySet()).anyMatch(name -> name.startsWith("steps/"));
    assertThat(two).isEqualTo(one);
    assertThat(cluster).isEqualTo(one);
  }

  private Path run(Path sweep, String name, String master) throws Exception {
    Path out = folder.resolve(name);
    run(folder, sweep.toString(), "--out", out.toString(), "--master", master);
    return out;
  }

  /** Without --out: the run directory is one of the driver's, relative to where it was started. */
  private Path runByDefault(Path sweep, String name, String master) throws Exception {
    Path home = Files.createDirectory(folder.resolve(name));
    run(home, sweep.toString(), "--master", master);
    return home.resolve("runs/identity");
  }

  private static void run(Path from, String... arguments) throws Exception {
    String[] words = Stream.concat(Stream.of("run"), Stream.of(arguments)).toArray(String[]::new);
    Command.Outcome outcome =
        Command.of(Shipped.LAUNCHER, words)
            .with("SPARK_HOME", Shipped.SPARK_HOME.toString())
            .with("SPARK_LOCAL_IP", "127.0.0.1")
            .with("EVENKEEL_SUBMIT_OPTS", "--conf spark.driver.host=127.0.0.1")
            .from(from)
            .run();
    assertThat(outcome.exitCode()).as("%s%n%s", outcome.out(), outcome.err()).isZero();
  }
}
