package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.analysis.ReportTables;
import io.evenkeel.analysis.verdict.Thresholds;
import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.IntegerRuns;
import io.evenkeel.jobs.parquet.LocalSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories whose sweep is edited between runs, against runs of the edited sweep alone. */
class GrowingRunTest {
  private static final RunPlan FIRST =
      Sweeps.plan(Sweeps.growing("[lecun_normal, normal(std=9)]", 99));

  /** More seeds, depths and widths, a scheme more, one scheme less. */
  private static final RunPlan EDITED =
      Sweeps.plan(
          Sweeps.growing("[lecun_normal, kaiming_normal]", 159)
              .replace("depth: [3, 5], width: 16", "depth: [2, 3, 5], width: [16, 24]"));

  /** What both have in common: the seeds 0 to 99 of what cannot exist and of one scheme, twice. */
  private static final int COMMON = 300;

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private static Path shared;
  private static RunFolder first;
  private static RunFolder editedAlone;

  @TempDir private Path folder;
  private RunFolder run;

  @BeforeAll
  static void runBoth() throws IOException {
    first = new RunFolder(shared.resolve("first"));
    first.run(SPARK, FIRST);
    editedAlone = new RunFolder(shared.resolve("edited"));
    editedAlone.run(SPARK, EDITED);
    assertThat(FIRST.shards()).isGreaterThanOrEqualTo(3);
  }

  @BeforeEach
  void copyOfTheFirst() throws IOException {
    run = first.copiedTo(folder.resolve("run"));
  }

  private List<Growth> claim(RunPlan plan) throws IOException {
    List<Growth> heard = new ArrayList<>();
    PlanFiles.claim(plan, run.store(), heard::add);
    return heard;
  }

  @Test
  void addsWhatIsMissingAndChangesNoFileThatIsThere() throws IOException, SQLException {
    Map<String, String> before = run.hashes();
    Growth expected = PlanFiles.growth(EDITED, run.store());
    assertThat(expected.text("DIR"))
        .isEqualTo(
            "growing: 2,080 trials, of which 300 are reused from DIR and 1,780 are added; 200"
                + " trials there are no longer asked for and stay in its tables");
    assertThat(run.hashes()).as("asking changes nothing").isEqualTo(before);

    int computed = run.run(SPARK, EDITED);
    assertThat(computed).isEqualTo(expected.plan().shards() - FIRST.shards());
    assertThat(run.hashes()).containsAllEntriesOf(before).containsKey("plan-2.json");
    assertThat(run.problems()).isEmpty();
    run.assertTidy();

    RunStatus status = RunStatus.read(run.store());
    assertThat(status.complete()).isTrue();
    assertThat(status.done()).isEqualTo(FIRST.trials() + EDITED.trials() - COMMON);
    assertThat(status.planned()).isEqualTo(status.done());
    assertHoldsAll(first);
    assertHoldsAll(editedAlone);
    try (Duck duck = new Duck(run.root())) {
      assertThat(duck.number("SELECT count(*) FROM trials")).isEqualTo(status.done());
      assertThat(duck.number("SELECT count(DISTINCT trial_id) FROM trials"))
          .isEqualTo(status.done());
      assertThat(duck.number("SELECT count(*) FROM layers"))
          .isEqualTo(
              duck.number("SELECT count(*) FROM (SELECT DISTINCT trial_id, layer FROM layers)"));
    }
    assertThat(run.run(SPARK, EDITED)).as("the same command again").isZero();
    assertThat(run.run(SPARK, FIRST)).as("and the one before").isZero();
    assertThat(run.store().list("")).doesNotContain("plan-3.json");
  }

  /** Every row of the other run is there, with every value of every column. */
  private void assertHoldsAll(RunFolder other) throws SQLException {
    try (Duck duck = new Duck(run.root())) {
      for (String table : List.of("trials", "layers")) {
        String missing =
            "SELECT count(*) FROM (FROM '%s/%s/*.parquet' EXCEPT ALL FROM %s)"
                .formatted(other.root(), table, table);
        assertThat(duck.number(missing)).as(table).isZero();
      }
    }
  }

  /**
   * A sweep that only grew gives the verdicts of a run of it alone. Sums over other shards differ
   * in their last digits.
   */
  @Test
  void verdictsAreThoseOfARunOfTheEditedSweepAlone() throws IOException {
    RunPlan grown = Sweeps.plan(Sweeps.growing("[lecun_normal, normal(std=9)]", 119));
    run.run(SPARK, grown);
    RunFolder alone = new RunFolder(folder.resolve("alone"));
    alone.run(SPARK, grown);
    for (RunFolder each : List.of(run, alone)) {
      ReportTables.write(SPARK, each.root().toString(), Thresholds.DEFAULT);
    }
    for (String table : List.of("report/stability.csv", "report/theory.csv")) {
      assertThat(rounded(run.file(table))).isEqualTo(rounded(alone.file(table)));
    }
  }

  /** The text with every decimal number as nine digits. */
  private static String rounded(Path file) throws IOException {
    return Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?")
        .matcher(Files.readString(file, StandardCharsets.UTF_8))
        .replaceAll(
            number -> String.format(Locale.ROOT, "%.8e", Double.parseDouble(number.group())));
  }

  /** A run that was stopped early: what it planned and did not compute is not computed now. */
  @Test
  void whatIsNotPublishedAndNoLongerAskedForIsGivenUp() throws IOException, SQLException {
    for (int shard = 1; shard < FIRST.shards(); shard++) {
      Files.delete(run.file("trials/shard-%06d.parquet".formatted(shard)));
      Files.delete(run.file("layers/shard-%06d.parquet".formatted(shard)));
    }
    RunPlan fewer = Sweeps.plan(Sweeps.growing("[lecun_normal, normal(std=9)]", 9));
    long there = FIRST.shard(0).trials();
    List<Growth> heard = claim(fewer);
    assertThat(heard).hasSize(1);
    Growth growth = heard.get(0);
    assertThat(growth.asked()).isEqualTo(50);
    assertThat(growth.common()).isEqualTo(50);
    assertThat(growth.reused() + growth.unasked()).isEqualTo(there);
    assertThat(growth.reused() + growth.unasked() + growth.givenUp() + growth.added())
        .isEqualTo(FIRST.trials());
    assertThat(growth.plan().retired().size()).isEqualTo(FIRST.shards() - 1);

    run.run(SPARK, fewer);
    assertThat(run.problems()).isEmpty();
    RunStatus status = RunStatus.read(run.store());
    assertThat(status.complete()).isTrue();
    assertThat(status.done()).isEqualTo(there + growth.added());

    // The first sweep again: what was given up is planned anew, under new numbers.
    run.run(SPARK, FIRST);
    assertThat(run.problems()).isEmpty();
    assertHoldsAll(first);
    try (Duck duck = new Duck(run.root())) {
      assertThat(duck.number("SELECT count(*) FROM trials")).isEqualTo(FIRST.trials());
      assertThat(duck.number("SELECT count(DISTINCT trial_id) FROM trials"))
          .isEqualTo(FIRST.trials());
    }
    assertThat(run.store().list("trials")).doesNotContain("shard-000001.parquet");
  }

  /** Shards of the first sweep have no file of steps, those of what is added have one. */
  @Test
  void aSweepMayBeginToTrain() throws IOException, SQLException {
    String sweep =
        """
        name: course
        defaults: {depth: 2, width: 8, activation: relu, init: kaiming_normal, loss: mse}
        grids: [{steps: %s, seed: {from: 0, to: 3}}]
        """;
    RunFolder course = new RunFolder(folder.resolve("course"));
    course.run(SPARK, Sweeps.plan(sweep.formatted("0")));
    course.run(SPARK, Sweeps.plan(sweep.formatted("[0, 5]")));
    assertThat(course.problems()).isEmpty();
    assertThat(course.store().list("steps")).containsExactly("shard-000001.parquet");
    RunFolder united = new RunFolder(folder.resolve("united"));
    Merge.of(course.store(), first.store()).into(united.store());
    assertThat(united.problems()).isEmpty();
    assertThat(united.hashes())
        .containsAllEntriesOf(
            Map.of(
                "steps/shard-000001.parquet", course.hashes().get("steps/shard-000001.parquet")));
    assertThat(course.run(SPARK, Sweeps.plan(sweep.formatted("0")))).isZero();
    assertThat(course.problems()).isEmpty();
  }

  /** A late writer of a retired shard: its trials must not be there twice. */
  @Test
  void aFileOfARetiredShardIsTakenOut() throws IOException {
    Files.delete(run.file("trials/shard-000001.parquet"));
    RunPlan fewer = Sweeps.plan(Sweeps.growing("[lecun_normal, normal(std=9)]", 9));
    run.run(SPARK, fewer);
    for (String table : List.of("trials", "layers")) {
      Files.copy(
          first.file(table + "/shard-000001.parquet"), run.file(table + "/shard-000001.parquet"));
    }
    assertThat(run.problems())
        .containsExactlyInAnyOrder(
            "trials/shard-000001.parquet: not a file of this plan",
            "layers/shard-000001.parquet: not a file of this plan");
    assertThat(run.run(SPARK, fewer)).isZero();
    assertThat(run.problems()).isEmpty();
  }

  @Test
  void aRunThatIsOvertakenByAnEditedOneEndsWithoutASuccess() throws IOException {
    Files.delete(run.file("trials/shard-000000.parquet"));
    RunListener overtaken =
        new RunFolder.Heard() {
          @Override
          public synchronized void begun(RunPlan plan, long doneBefore) {
            try {
              PlanFiles.claim(EDITED, run.store(), growth -> {});
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    assertThatThrownBy(() -> new SweepRun(FIRST, run.root().toString(), overtaken).execute(SPARK))
        .isInstanceOf(RunFailure.class)
        .hasMessageStartingWith(
            "another run has changed what %s is to hold since this one began (plan-2.json)"
                .formatted(run.root()));
    assertThat(run.published()).doesNotContain(0);
    run.run(SPARK, EDITED);
    assertThat(run.problems()).isEmpty();
  }

  /** Another process grows the directory between reading its plan and changing it. */
  @Test
  void theSecondOfTwoGrowingRunsPlansAgain() throws IOException {
    RunPlan other = Sweeps.plan(Sweeps.growing("[lecun_normal, orthogonal]", 99));
    List<Growth> heard = new ArrayList<>();
    PlanFiles.Claimed claimed =
        PlanFiles.claim(
            EDITED,
            run.store(),
            growth -> {
              heard.add(growth);
              if (heard.size() == 1) {
                try {
                  PlanFiles.claim(other, run.store(), ignored -> {});
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              }
            });
    assertThat(heard).hasSize(2);
    assertThat(claimed.number()).isEqualTo(3);
    assertThat(heard.get(1).givenUp()).as("the other one's trials").isEqualTo(200);
    assertThat(claimed.plan().repeatsTrials()).isFalse();
    assertThat(PlanFiles.read(run.store()).planHash()).isEqualTo(claimed.plan().hash());
  }

  @Test
  void aLostOrDamagedPlanFileIsWrittenAnewAsItWas() throws IOException {
    run.run(SPARK, EDITED);
    Map<String, String> before = run.hashes();
    Files.delete(run.file("plan-2.json"));
    assertThat(run.run(SPARK, EDITED)).isZero();
    assertThat(run.hashes()).isEqualTo(before);

    String text = Files.readString(run.file("plan-2.json"), StandardCharsets.UTF_8);
    Files.writeString(
        run.file("plan-2.json"), text.replaceFirst("\"trials\" : ", "\"trials\" : 1"));
    assertThat(run.problems()).containsExactly("plan-2.json: " + PlanFile.INCONSISTENT);
    assertThat(run.run(SPARK, EDITED)).isZero();
    assertThat(run.hashes()).isEqualTo(before);
  }

  @Test
  void aPlanThatRepeatsATrialIsNamed() throws IOException {
    RunPlan twice =
        new RunPlan(
            List.of(
                FIRST.parts().get(0),
                new RunPlan.Part(EDITED.parts().get(0).trials(), FIRST.shards())),
            IntegerRuns.EMPTY);
    assertThat(twice.repeatsTrials()).isTrue();
    Growth growth = Growth.of(FIRST, EDITED.parts().get(0).trials().plan(), new BitSet());
    assertThat(growth.plan().repeatsTrials()).isFalse();
  }

  @Test
  void otherVersionsAndOtherMemoryAreRefused() throws IOException {
    Map<String, String> before = run.hashes();
    String file = Files.readString(run.file("plan.json"), StandardCharsets.UTF_8);
    Map<String, String> refused = new TreeMap<>();
    refused.put("\"stream_version\" : 2", "\"stream_version\" : 1");
    refused.put("\"code_version\" : \"", "\"code_version\" : \"9");
    refused.forEach(
        (is, becomes) -> {
          assertThat(file).contains(is);
          write(file.replace(is, becomes));
          assertThatThrownBy(() -> claim(EDITED)).isInstanceOf(SpecException.class);
        });
    write(file);
    String sweep = Sweeps.growing("[lecun_normal]", 199);
    RunPlan tight = Sweeps.plan(sweep.replace("grids:", "trial_memory: 1000\ngrids:"));
    assertThatThrownBy(() -> claim(tight))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("trial_memory of 1073741824 bytes, this sweep has 1000");
    assertThat(run.hashes()).isEqualTo(before);
    RunPlan roomy = Sweeps.plan(sweep.replace("grids:", "trial_memory: 2GiB\ngrids:"));
    assertThat(claim(roomy)).singleElement().matches(growth -> growth.reused() == COMMON);
  }

  private void write(String plan) {
    try {
      Files.writeString(run.file("plan.json"), plan, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
