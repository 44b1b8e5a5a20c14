package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.jobs.parquet.LocalSpark;
import io.evenkeel.jobs.run.RunFolder;
import io.evenkeel.jobs.run.Sweeps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A report that is told to stop, in a process of its own. */
@Tag("long")
class InterruptedReportTest {
  @TempDir private Path folder;

  /** Before Spark is up, and while tables are written: the first of them has appeared. */
  @ParameterizedTest
  @CsvSource({"INT, 130, false", "TERM, 143, false", "INT, 130, true", "TERM, 143, true"})
  void endsInOneLine(String signal, int code, boolean late) throws Exception {
    RunFolder run = new RunFolder(folder.resolve("run"));
    run.run(LocalSpark.session(), Sweeps.plan(Sweeps.SMALL));
    Path report = run.root().resolve("report");
    try (Driver driver =
        Driver.start(
            Evenkeel.class,
            List.of(),
            List.of("report", run.root().toString(), "--master", "local[2]"))) {
      driver.awaitBegun();
      while (late && !Files.exists(report)) {
        assertThat(driver.endsWithin(5)).as("%s", driver.err()).isFalse();
      }
      driver.signal(signal);
      assertThat(driver.exitCode()).isEqualTo(code);
      assertThat(driver.out()).hasSize(1);
      assertThat(driver.err())
          .containsExactly(
              "interrupted; the results in %s are as they were, the same command makes the report anew"
                  .formatted(run.root()));
    }
    assertThat(run.problems()).isEmpty();
  }
}
