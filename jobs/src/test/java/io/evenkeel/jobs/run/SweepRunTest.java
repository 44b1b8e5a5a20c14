package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.kernel.Kernels;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialIdentity;
import io.evenkeel.core.sweep.TrialStatus;
import io.evenkeel.jobs.parquet.LocalSpark;
import io.evenkeel.jobs.parquet.PlannedShard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on a real Spark, on a real disk. */
class SweepRunTest {
  private static final RunPlan PLAN = Sweeps.plan(Sweeps.SMALL);
  @TempDir private static Path shared;
  private static SparkSession spark;

  /** An uninterrupted run. */
  private static RunFolder reference;

  private static final RunFolder.Heard HEARD = new RunFolder.Heard();

  @TempDir private Path folder;

  @BeforeAll
  static void runOnce() throws IOException {
    spark = LocalSpark.session();
    reference = new RunFolder(shared.resolve("reference"));
    assertThat(PLAN.shards()).isGreaterThanOrEqualTo(4);
    assertThat(new SweepRun(PLAN, reference.root().toString(), HEARD).execute(spark))
        .isEqualTo(PLAN.shards());
  }

  @Test
  void everyPlannedTrialIsThereOnceWithAllItsLayers() throws SQLException, IOException {
    Map<Long, Trial> planned = new TreeMap<>();
    for (int number = 0; number < PLAN.shards(); number++) {
      PlannedShard shard = PLAN.shard(number);
      for (int i = 0; i < shard.trials(); i++) {
        planned.put(TrialIdentity.id(shard.trial(i)), shard.trial(i));
      }
    }
    assertThat(planned).hasSize(Math.toIntExact(PLAN.trials()));
    try (Duck duck = new Duck(reference.root())) {
      List<List<Object>> trials = duck.rows("SELECT trial_id, seed, status FROM trials");
      assertThat(trials).hasSize(planned.size());
      assertThat(trials)
          .allSatisfy(row -> assertThat(planned.get(row.get(0)).seed()).isEqualTo(row.get(1)));
      assertThat(trials).extracting(row -> row.get(0)).doesNotHaveDuplicates();
      Map<Object, Object> layers = new HashMap<>();
      duck.rows("SELECT trial_id, count(DISTINCT layer) FROM layers GROUP BY trial_id")
          .forEach(row -> layers.put(row.get(0), row.get(1)));
      for (List<Object> row : trials) {
        boolean computed = Set.of("ok", "nonfinite").contains(row.get(2));
        assertThat(layers.get(row.get(0)))
            .isEqualTo(computed ? (Object) (long) planned.get(row.get(0)).layers() : null);
      }
      assertThat(duck.number("SELECT count(*) FROM layers"))
          .isEqualTo(
              duck.number("SELECT count(*) FROM (SELECT DISTINCT trial_id, layer FROM layers)"));
    }
  }

  @Test
  void verificationStatusAndFolderAgree() throws IOException {
    assertThat(reference.problems()).isEmpty();
    reference.assertTidy();
    assertThat(reference.store().list("")).contains("_evenkeel", "layers", "plan.json", "trials");
    RunStatus status = RunStatus.read(reference.store());
    assertThat(status.done()).isEqualTo(PLAN.trials());
    assertThat(status.shardsDone()).isEqualTo(PLAN.shards());
    assertThat(status.unreadable()).isEmpty();
    assertThat(status.ended(TrialStatus.OK)).isPositive();
    assertThat(status.ended(TrialStatus.NONFINITE)).isPositive();
    assertThat(status.kernels()).containsExactly(Kernels.name());
    assertThat(status.ended(TrialStatus.INVALID)).isPositive();
  }

  @Test
  void theListenerHearsEveryTrial() throws IOException {
    assertThat(HEARD.said).containsExactly("begun 0", "ended");
    assertThat(HEARD.backwards).isFalse();
    assertThat(HEARD.done).isEqualTo(PLAN.trials());
    assertThat(reference.attempts()).hasSize(PLAN.shards());
    assertThat(reference.store().list(RunFiles.TIMINGS))
        .containsExactlyElementsOf(reference.attempts());
  }

  @Test
  void anotherRunComputesNothing() throws IOException {
    Set<String> before = reference.attempts();
    RunFolder.Heard heard = new RunFolder.Heard();
    assertThat(new SweepRun(PLAN, reference.root().toString(), heard).execute(spark)).isZero();
    assertThat(heard.said).containsExactly("begun " + PLAN.trials(), "ended");
    assertThat(reference.attemptedSince(before)).isEmpty();
  }

  @Test
  void aResumedRunComputesWhatIsMissingAndGivesTheSameBytes() throws IOException {
    RunFolder run = new RunFolder(folder.resolve("run"));
    // As after a stop: one shard published, one between its two files, the others not begun.
    copy("plan.json", run);
    copy("layers/shard-000001.parquet", run);
    copy("trials/shard-000001.parquet", run);
    copy("layers/shard-000002.parquet", run);
    assertThat(run.run(spark, PLAN)).isEqualTo(PLAN.shards() - 1);
    assertThat(run.attemptedSince(Set.of()))
        .hasSize(PLAN.shards() - 1)
        .doesNotHaveDuplicates()
        .doesNotContain(1);
    assertThat(run.hashes()).isEqualTo(reference.hashes());
    assertThat(run.quarantined()).isEmpty();
  }

  @Test
  void aDirectoryOfAnotherPlanIsRefusedWithTheDifference() throws IOException {
    Map<String, String> before = reference.hashes();
    String other =
        Sweeps.SMALL.replace("name: small", "name: wide").replace("width: 256", "width: 9");
    assertThatThrownBy(() -> reference.run(spark, Sweeps.plan(other)))
        .isInstanceOf(SpecException.class)
        .hasMessageMatching(
            "\\Q"
                + reference.root()
                + "\\E holds another plan \\('.*' there, '.*' here\\);"
                + " give another --out");
    assertThat(reference.hashes()).isEqualTo(before);
  }

  @Test
  void localMastersRepeatFailedTasks() {
    assertThat(SparkSessions.retrying("local")).isEqualTo("local[1,8]");
    assertThat(SparkSessions.retrying("local[*]")).isEqualTo("local[*,8]");
    assertThat(SparkSessions.retrying("local[2]")).isEqualTo("local[2,8]");
    assertThat(SparkSessions.retrying("local[2,3]")).isEqualTo("local[2,3]");
    assertThat(SparkSessions.retrying("spark://host:7077")).isEqualTo("spark://host:7077");
    assertThat(SparkSessions.retrying("local-cluster[2,1,1024]"))
        .isEqualTo("local-cluster[2,1,1024]");
  }

  private static void copy(String name, RunFolder to) throws IOException {
    Files.createDirectories(to.file(name).getParent());
    Files.copy(reference.file(name), to.file(name));
  }
}
