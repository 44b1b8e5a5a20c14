package io.evenkeel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole commands on an object store that speaks S3's protocol, with what may befall them. */
@Timeout(600)
class S3IT {
  /**
   * Four shards: by the plan each costs what its trials of large nets that cannot exist would cost.
   */
  private static final String SWEEP =
      """
      name: stored
      defaults: {activation: tanh}
      grids:
        - {depth: 100, width: 1024, input_width: 128, engine: explicit, init: identity, seed: 0..3}
        - {depth: 5, width: 8, batch: 4, init: xavier_uniform, seed: 0..999}
        - {depth: 101, width: 1024, input_width: 128, engine: explicit, init: identity, seed: 0..3}
        - {depth: 4, width: 8, batch: 4, init: xavier_uniform, seed: 0..999}
        - {depth: 102, width: 1024, input_width: 128, engine: explicit, init: identity, seed: 0..3}
        - {depth: 3, width: 8, batch: 4, init: xavier_uniform, seed: 0..999}
      """;

  @TempDir private static Path folder;
  private static S3Server server;
  private static Path sweep;
  private static SortedMap<String, String> local;

  @BeforeAll
  static void start() throws Exception {
    sweep = Files.writeString(folder.resolve("sweep.yaml"), SWEEP, StandardCharsets.UTF_8);
    Path run = folder.resolve("local");
    Command.Outcome outcome = evenkeel("", "run", sweep, "--out", run).run();
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    local = PublishedTables.hashes(run);
    assertThat(local).hasSize(8);
    server = S3Server.start(folder, "bucket");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void theTablesAreThoseOfALocalRunAndEveryCommandReadsThem() throws Exception {
    String run = "s3a://bucket/runs/whole";
    Command.Outcome outcome = stored("run", sweep, "--out", run).run();
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).doesNotContain("Exception").contains("into " + run);
    assertThat(PublishedTables.hashes(server.objects("bucket").resolve("runs/whole")))
        .isEqualTo(local);

    Path shard = server.objects("bucket").resolve("runs/whole/trials/shard-000002.parquet");
    Files.delete(shard);
    assertThat(stored("verify", run).run().exitCode()).isOne();
    assertThat(stored("run", sweep, "--out", run).run().exitCode()).isZero();
    assertThat(PublishedTables.hashes(server.objects("bucket").resolve("runs/whole")))
        .isEqualTo(local);
    outcome = stored("report", run).run();
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(server.objects("bucket").resolve("runs/whole/report/index.html")).exists();
    assertThat(stored("verify", run).run().exitCode()).isZero();
  }

  @Test
  @Tag("long")
  void ofTwoDriversAtOnceTheFirstToPublishAShardWins() throws Exception {
    String run = "s3a://bucket/runs/two";
    CompletableFuture<Command.Outcome> other =
        CompletableFuture.supplyAsync(() -> outcome(stored("run", sweep, "--out", run)));
    Command.Outcome one = stored("run", sweep, "--out", run).run();
    assertThat(one.exitCode()).as(one.err()).isZero();
    assertThat(other.get().exitCode()).as(other.get().err()).isZero();
    assertThat(PublishedTables.hashes(server.objects("bucket").resolve("runs/two")))
        .isEqualTo(local);
    assertThat(stored("verify", run).run().exitCode()).isZero();
  }

  @Test
  @Tag("long")
  void cutConnectionsLoseNothing() throws Exception {
    int cuts = 0;
    for (int seed = 0; seed < 4; seed++) {
      String run = "s3a://bucket/runs/cut-" + seed;
      try (FaultyWire wire = FaultyWire.open(server.port(), seed, 0.7, 50_000)) {
        Command.Outcome outcome =
            evenkeel(S3Server.options(wire.port()), "run", sweep, "--out", run).run();
        cuts += wire.cuts();
        if (outcome.exitCode() != 0) {
          assertThat(outcome.exitCode()).as(outcome.err()).isOne();
          assertThat(outcome.err()).contains("evenkeel: ").doesNotContain("\tat ");
        }
      }
      assertThat(stored("run", sweep, "--out", run).run().exitCode()).isZero();
      assertThat(PublishedTables.hashes(server.objects("bucket").resolve("runs/cut-" + seed)))
          .isEqualTo(local);
    }
    assertThat(cuts).isGreaterThan(4);
  }

  @Test
  void whatIsMissingIsSaidInOneLine() throws Exception {
    assertThat(
            complaint(stored("status", "s3a://bucket/x").with("AWS_SECRET_ACCESS_KEY", "another")))
        .contains("s3a://bucket/x", "the store answers 403");
    assertThat(complaint(stored("status", "s3a://elsewhere/x")))
        .contains("s3a://elsewhere/x", "the store answers 404", "bucket does not exist");
    assertThat(
            complaint(
                evenkeel(server.options(), "status", "s3a://bucket/x")
                    .with("AWS_ACCESS_KEY_ID", "")
                    .with("AWS_SECRET_ACCESS_KEY", "")))
        .contains("no AWS credentials", "AWS_ACCESS_KEY_ID");
  }

  private static String complaint(Command command) throws Exception {
    Command.Outcome outcome = command.run();
    assertThat(outcome.exitCode()).as(outcome.err()).isOne();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines()).as(outcome.err()).hasSize(1);
    return outcome.err();
  }

  private static Command stored(Object... words) {
    return evenkeel(server.options(), words);
  }

  private static Command evenkeel(String options, Object... words) {
    String[] arguments = Stream.of(words).map(Object::toString).toArray(String[]::new);
    return Command.of(Shipped.LAUNCHER, arguments)
        .with("EVENKEEL_JAVA_OPTS", options)
        .with("AWS_ACCESS_KEY_ID", S3Server.KEY)
        .with("AWS_SECRET_ACCESS_KEY", S3Server.SECRET)
        .with("AWS_REGION", "us-east-1")
        .with("AWS_EC2_METADATA_DISABLED", "true")
        .from(folder);
  }

  private static Command.Outcome outcome(Command command) {
    try {
      return command.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
