package io.evenkeel.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.jobs.cli.CommandProcess.Outcome;
import io.evenkeel.jobs.run.RunFolder;
import io.evenkeel.jobs.run.SweepRun;
import io.evenkeel.jobs.run.Sweeps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evenkeel report} on real runs, in another process. */
class ReportCommandTest {
  private static final String SWEEP =
      """
      name: relu-scales
      defaults: {depth: 40, width: 128, activation: relu, seed: 0..29}
      grids:
        - init: [kaiming_normal, lecun_normal]
      """;

  @TempDir private static Path shared;
  private static RunFolder finished;

  @TempDir private Path folder;

  @BeforeAll
  static void runOnce() throws IOException {
    Path sweep = Files.writeString(shared.resolve("sweep.yaml"), SWEEP);
    finished = new RunFolder(shared.resolve("run"));
    Outcome outcome =
        CommandProcess.run(
            "run", sweep.toString(), "--out", finished.root().toString(), "--master", "local[2]");
    assertThat(outcome.exitCode()).as("%s", outcome.err()).isZero();
  }

  @Test
  void aFinishedRunsPageHasItsCellsAndIsTheSameAgain() throws IOException {
    RunFolder run = finished.copiedTo(folder.resolve("run"));
    List<String> out = report(run);
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
    assertThat(Files.readAllLines(run.file("report/attempts.csv")))
        .hasSize(1 + run.attempts().size());
    assertThat(run.log()).extracting(note -> note.path("exit_code").asInt(-1)).contains(0);
    assertThat(run.problems()).as("verify has nothing to say of a report").isEmpty();

    assertThat(report(run)).isEqualTo(out);
    assertThat(Files.readString(run.file("report/index.html"))).isEqualTo(page);
    assertThat(report(run, "--decades", "0.01", "--power-law", "0").get(1))
        .as("other thresholds, another verdict, no other run")
        .doesNotContain("1 of 2 cells stays stable");
  }

  @Test
  void ofARunThatHasJustBegunThereIsNothingToReport() throws IOException {
    RunFolder run = new RunFolder(folder.resolve("run"));
    SweepRun.claim(Sweeps.plan(Sweeps.SMALL), run.store(), growth -> {});
    assertThat(complaint(run.root()))
        .isEqualTo(
            "evenkeel: " + run.root() + " has no finished shard yet: there is nothing to report");
    assertThat(run.file("report")).doesNotExist();
  }

  @Test
  void aFolderThatIsNoRunIsNamed() {
    assertThat(complaint(folder)).startsWith("evenkeel: " + folder).contains("plan.json");
  }

  /** A run that was ended when it had added none of the seeds that its sweep was given later. */
  @Test
  void anUnfinishedRunIsReportedAsFarAsItIs() throws IOException {
    RunFolder run = finished.copiedTo(folder.resolve("run"));
    SweepRun.claim(Sweeps.plan(SWEEP.replace("0..29", "0..99")), run.store(), growth -> {});
    assertThat(report(run).get(0)).startsWith("60 of 200 trials done");
    assertThat(Files.readString(run.file("report/index.html")))
        .containsPattern("cells?[^<]*, 60 of 200 trials");
  }

  private static List<String> report(RunFolder run, String... options) {
    List<String> words = new ArrayList<>(List.of("report", run.root().toString()));
    words.addAll(List.of(options));
    Outcome outcome = CommandProcess.run(words.toArray(String[]::new));
    assertThat(outcome.exitCode()).as("%s", outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
    return outcome.out();
  }

  private static String complaint(Path directory) {
    Outcome outcome = CommandProcess.run("report", directory.toString());
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).hasSize(1);
    return outcome.err().get(0);
  }
}
