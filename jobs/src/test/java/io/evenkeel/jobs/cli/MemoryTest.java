package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.jobs.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that have memory for one trial at a time. */
class MemoryTest {
  /**
   * Trials with 60 MiB of weights off the heap, of which there are 100, and trials with 150 MiB on
   * the heap, of which there are 512 with all that a process keeps there.
   */
  private static final String SWEEP =
      """
      name: tight
      defaults: {activation: tanh, init: xavier_normal, engine: explicit}
      grids:
        - {depth: 60, width: 512, batch: 33, seed: {from: 0, to: 8}}
        - {depth: 2, width: 64, batch: 30000, seed: {from: 0, to: 3}}
      """;

  @TempDir private Path folder;

  @Test
  void resultsDoNotDependOnHowManyTrialsFitAtOnce() throws Exception {
    RunFolder one = run("local[1]");
    RunFolder two = run("local[2]");
    assertThat(two.differences(one)).isEmpty();
    assertThat(two.attempts()).as("no shard was tried twice").hasSameSizeAs(two.published());
    assertThat(two.published()).hasSizeGreaterThan(1);
  }

  private RunFolder run(String master) throws Exception {
    Path sweep = Files.writeString(folder.resolve("tight.yaml"), SWEEP);
    RunFolder run = new RunFolder(folder.resolve(master));
    try (Driver driver =
        Driver.start(
            Evenkeel.class,
            List.of("-Dorg.bytedeco.javacpp.maxbytes=100m"),
            List.of("run", sweep.toString(), "--out", run.root().toString(), "--master", master))) {
      assertThat(driver.exitCode()).as("%s", driver.err()).isZero();
      assertThat(driver.err()).allMatch(l -> l.startsWith("tight: ") || l.contains("trials/s"));
      assertThat(driver.out().get(0))
          .isEqualTo("13 of 13 trials done (100.0 %): 13 ok, 0 nonfinite, 0 invalid, 0 failed");
    }
    return run;
  }
}
