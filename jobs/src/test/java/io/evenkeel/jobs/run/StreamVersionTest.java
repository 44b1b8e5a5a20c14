package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.random.StreamVersion;
import io.evenkeel.core.sweep.TrialRunner;
import io.evenkeel.jobs.cli.Evenkeel;
import io.evenkeel.jobs.parquet.EncodedShard;
import io.evenkeel.jobs.parquet.PlannedShard;
import io.evenkeel.jobs.parquet.ShardEncoder;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run directories of other draws, as an earlier or a later Evenkeel would leave them. */
class StreamVersionTest {
  private static final int OTHER = StreamVersion.CURRENT + 1;

  private static final String SWEEP =
      """
      name: drawn
      grids:
        - {depth: 2, width: 4, batch: 2, activation: tanh, init: lecun_normal, seed: {from: 0, to: 9}}
      """;

  private static final RunPlan PLAN = Sweeps.plan(SWEEP);

  @TempDir private Path folder;
  private RunFolder run;
  private Path sweepFile;

  private record Said(int exitCode, String out, String err) {}

  @BeforeEach
  void plan() throws IOException {
    run = new RunFolder(folder.resolve("run"));
    Files.createDirectory(run.root());
    sweepFile = Files.writeString(folder.resolve("s.yaml"), SWEEP, StandardCharsets.UTF_8);
    PlanFiles.claim(PLAN, run.store(), growth -> {});
    publish(StreamVersion.CURRENT);
  }

  @Test
  void isInPlanAndFooters() throws IOException, SQLException {
    assertThat(Files.readString(run.file("plan.json"), StandardCharsets.UTF_8))
        .contains("\"stream_version\" : " + StreamVersion.CURRENT + ",");
    assertThat(run.problems()).isEmpty();
    try (Duck duck = new Duck(run.root())) {
      for (String table : new String[] {"trials", "layers"}) {
        String footer =
            "parquet_kv_metadata('%s/%s/*.parquet') WHERE decode(key) = 'evenkeel.stream_version'"
                .formatted(run.root(), table);
        assertThat(duck.number("SELECT decode(value)::INT FROM " + footer))
            .isEqualTo(StreamVersion.CURRENT);
      }
    }
  }

  @Test
  void aRunDoesNotResumeAcrossChangedDraws() throws IOException {
    declare("\"stream_version\" : " + OTHER + ",");
    byte[] before = Files.readAllBytes(run.file("plan.json"));

    assertThat(evenkeel("run", sweepFile.toString(), "--out", run.root().toString()))
        .isEqualTo(
            new Said(
                2,
                "",
                "evenkeel: %s was computed by Evenkeel %s with stream version %s, this Evenkeel draws by version %s: its seeds stand for other numbers; give another --out, or finish the run with the Evenkeel that began it\n"
                    .formatted(run.root(), CodeVersion.current(), OTHER, StreamVersion.CURRENT)));
    assertThat(run.file("plan.json")).hasBinaryContent(before);
    assertThat(run.quarantined()).isEmpty();
  }

  /** Directories that were written before the version was recorded have the draws of version 1. */
  @Test
  void aPlanWithoutAVersionIsOfTheFirst() throws IOException {
    declare("");
    assertThat(PlanFiles.read(run.store()).streamVersion()).isEqualTo(1);
    assertThatThrownBy(() -> PlanFiles.claim(PLAN, run.store(), growth -> {}))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("with stream version 1, this Evenkeel draws by version 2");
  }

  @Test
  void shardsOfDifferentDrawsAreNotIntact() throws IOException {
    Files.delete(run.file("trials/shard-000000.parquet"));
    Files.delete(run.file("layers/shard-000000.parquet"));
    publish(OTHER);

    String problem =
        "shard-000000.parquet: stream version is %s, planned is %s"
            .formatted(OTHER, StreamVersion.CURRENT);
    assertThat(run.problems()).containsExactly("trials/" + problem, "layers/" + problem);
    assertThat(PublishedShards.take(run.store(), PLAN).intact().isEmpty()).isTrue();
    assertThat(run.quarantined()).hasSize(2);
  }

  /** Computes the one shard of the plan and publishes it as of that version. */
  private void publish(int streamVersion) throws IOException {
    assertThat(PLAN.shards()).isEqualTo(1);
    PlannedShard shard = PLAN.shard(0);
    ShardEncoder encoder = new ShardEncoder(CodeVersion.current(), streamVersion, shard);
    try (TrialRunner runner = new TrialRunner()) {
      for (int i = 0; i < shard.trials(); i++) {
        encoder.add(runner.run(shard.trial(i)));
      }
    }
    EncodedShard encoded = encoder.finish();
    Store store = run.store();
    store.createOnce("layers/shard-000000.parquet", encoded.layers());
    store.createOnce("trials/shard-000000.parquet", encoded.trials());
  }

  private void declare(String line) throws IOException {
    Path plan = run.file("plan.json");
    String text = Files.readString(plan, StandardCharsets.UTF_8);
    String declared =
        "\"stream_version\" : " + StreamVersion.CURRENT + "," + (line.isEmpty() ? "\n  " : "");
    assertThat(text).contains(declared);
    Files.writeString(
        plan, text.replaceFirst(Pattern.quote(declared), line), StandardCharsets.UTF_8);
  }

  private static Said evenkeel(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Evenkeel.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new Said(exitCode, out.toString(), err.toString());
  }
}
