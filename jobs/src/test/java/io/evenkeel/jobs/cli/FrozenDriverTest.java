package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.jobs.parquet.LocalSpark;
import io.evenkeel.jobs.run.RunFiles;
import io.evenkeel.jobs.run.RunFolder;
import io.evenkeel.jobs.run.Sweeps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A driver that stands still ({@code kill -STOP}, a laptop that sleeps) while it computes shards,
 * until another one has published all of them: it then writes late.
 */
class FrozenDriverTest {
  /**
   * Spark would take an executor for lost that has been silent for six seconds, not two minutes.
   */
  private static final String[] SOON_LOST = {
    "-Dspark.executor.heartbeatInterval=500ms",
    "-Dspark.network.timeout=6s",
    "-Dspark.network.timeoutInterval=1s",
    "-Dspark.rpc.askTimeout=120s"
  };

  @TempDir private Path folder;

  @Test
  @Tag("long")
  void aLateWriterLosesTheRaceAndChangesNothing() throws Exception {
    RunFolder run = new RunFolder(folder.resolve("run"));
    Set<String> inFlight;
    try (Driver frozen = Driver.start(Sweeps.MIDDLING, folder, run.root(), SOON_LOST)) {
      while (run.attempts().isEmpty()) {
        assertThat(frozen.endsWithin(10)).as("%s", frozen.err()).isFalse();
      }
      frozen.signal("STOP");
      Set<Integer> published = run.published();
      inFlight = new TreeSet<>(run.attempts());
      inFlight.removeIf(attempt -> published.contains(RunFolder.shard(attempt)));
      try (Driver other = Driver.start(Sweeps.MIDDLING, folder, run.root())) {
        assertThat(other.exitCode()).as("%s", other.err()).isZero();
      }
      frozen.signal("CONT");
      assertThat(frozen.exitCode()).as("%s", frozen.err()).isZero();
    }

    assertThat(inFlight).isNotEmpty();
    for (String attempt : inFlight) {
      JsonNode ended =
          new ObjectMapper()
              .readTree(Files.readAllBytes(run.file(RunFiles.TIMINGS + "/" + attempt)));
      assertThat(ended.get("published").booleanValue()).as(attempt).isFalse();
    }
    assertThat(run.problems()).isEmpty();
    run.assertTidy();
    RunFolder undisturbed = new RunFolder(folder.resolve("undisturbed"));
    undisturbed.run(LocalSpark.session(), Sweeps.plan(Sweeps.MIDDLING));
    assertThat(run.differences(undisturbed)).isEmpty();
  }
}
