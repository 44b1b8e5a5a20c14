package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.jobs.run.RunFolder;
import io.evenkeel.jobs.run.RunPlan;
import io.evenkeel.jobs.run.SweepRun;
import io.evenkeel.jobs.run.Sweeps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evenkeel report} on real runs, in processes of its own. */
class ReportCommandTest {
  private static final String SWEEP =
      """
      name: relu-scales
      defaults: {depth: 40, width: 128, activation: relu, seed: 0..29}
      grids:
        - init: [kaiming_normal, lecun_normal]
      """;

  @TempDir private Path folder;

  @Test
  void aFinishedRunsPageHasItsCellsAndIsTheSameAgain() throws Exception {
    RunFolder run = new RunFolder(folder.resolve("run"));
    try (Driver driver = Driver.start(SWEEP, folder, run.root())) {
      assertThat(driver.exitCode()).as("%s", driver.err()).isZero();
    }
    List<String> out = report(run, 0);
    assertThat(out.get(0))
        .isEqualTo("60 of 60 trials done (100.0 %): 60 ok, 0 nonfinite, 0 invalid, 0 failed");
    assertThat(out.get(1))
        .isEqualTo("relu: kaiming_normal holds. 1 of 2 cells stays stable both ways.");
    assertThat(out).contains("open " + run.file("report/index.html"));
    String page = Files.readString(run.file("report/index.html"));
    assertThat(page)
        .contains(out.get(1))
        .contains("2 cells of depth 40 and width 128, 60 trials")
        .contains("<td class=\"scheme\" data-label=\"init\">lecun_normal</td>")
        .contains(Sweeps.plan(SWEEP).hash());
    assertThat(run.file("report/pictures/forward.svg")).exists();
    assertThat(run.problems()).as("verify has nothing to say of a report").isEmpty();

    assertThat(report(run, 0)).isEqualTo(out);
    assertThat(Files.readString(run.file("report/index.html"))).isEqualTo(page);
    assertThat(report(run, 0, "--decades", "0.01", "--power-law", "0").get(1))
        .as("other thresholds, another verdict, no other run")
        .doesNotContain("1 of 2 cells stays stable");
  }

  @Test
  void ofARunThatHasJustBegunThereIsNothingToReport() throws Exception {
    RunFolder run = new RunFolder(folder.resolve("run"));
    SweepRun.claim(Sweeps.plan(Sweeps.SMALL), run.store(), growth -> {});
    assertThat(complaint(run.root()))
        .isEqualTo(
            "evenkeel: " + run.root() + " has no finished shard yet: there is nothing to report");
    assertThat(run.file("report")).doesNotExist();
  }

  @Test
  void aFolderThatIsNoRunIsNamed() throws Exception {
    assertThat(complaint(folder)).startsWith("evenkeel: " + folder).contains("plan.json");
  }

  @Test
  void anInterruptedRunIsReportedAsFarAsItIs() throws Exception {
    RunPlan plan = Sweeps.plan(Sweeps.LENGTHY);
    RunFolder run = new RunFolder(folder.resolve("run"));
    try (Driver driver = Driver.start(Sweeps.LENGTHY, folder, run.root())) {
      while (run.published().isEmpty()) {
        assertThat(driver.endsWithin(20)).as("%s", driver.err()).isFalse();
      }
      driver.interrupt();
      driver.exitCode();
    }
    String first = report(run, 0).get(0);
    assertThat(first).contains(" of %s trials done".formatted(plan.trials()));
    String done = first.substring(0, first.indexOf(' '));
    assertThat(Files.readString(run.file("report/index.html")))
        .containsPattern("cells?[^<]*, %s of [0-9,]+ trials".formatted(done));
  }

  private static List<String> report(RunFolder run, int code, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("report", run.root().toString()));
    arguments.addAll(List.of(options));
    try (Driver driver = Driver.start(Evenkeel.class, List.of(), arguments)) {
      assertThat(driver.exitCode()).as("%s", driver.err()).isEqualTo(code);
      assertThat(driver.err()).isEmpty();
      return driver.out();
    }
  }

  private static String complaint(Path directory) throws IOException, InterruptedException {
    try (Driver driver =
        Driver.start(Evenkeel.class, List.of(), List.of("report", directory.toString()))) {
      assertThat(driver.exitCode()).isEqualTo(1);
      assertThat(driver.out()).isEmpty();
      assertThat(driver.err()).hasSize(1);
      return driver.err().get(0);
    }
  }
}
