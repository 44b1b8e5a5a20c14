package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.random.StreamVersion;
import io.evenkeel.core.sweep.TrialResult;
import io.evenkeel.core.sweep.TrialRunner;
import io.evenkeel.core.sweep.TrialStatus;
import io.evenkeel.jobs.parquet.EncodedShard;
import io.evenkeel.jobs.parquet.LocalSpark;
import io.evenkeel.jobs.parquet.PlannedShard;
import io.evenkeel.jobs.parquet.ShardEncoder;
import io.evenkeel.jobs.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two directories united in a third, against the two and against one run. */
class MergeTest {
  private static final RunPlan A = Sweeps.plan(Sweeps.growing("[lecun_normal, normal(std=9)]", 29));
  private static final RunPlan B = Sweeps.plan(Sweeps.growing("[lecun_normal, orthogonal]", 39));

  @TempDir private static Path shared;
  private static RunFolder a;
  private static RunFolder b;

  @TempDir private Path folder;

  @BeforeAll
  static void runBoth() throws IOException {
    a = new RunFolder(shared.resolve("a"));
    a.run(LocalSpark.session(), A);
    b = new RunFolder(shared.resolve("b"));
    b.run(LocalSpark.session(), B);
  }

  @Test
  void holdsEveryTrialOfBothOnce() throws IOException, SQLException {
    Map<String, String> before = a.hashes();
    Merge merge = Merge.of(a.store(), b.store());
    // 30 seeds of what cannot exist and of two nets with lecun_normal.
    assertThat(merge.text("A", "B"))
        .isEqualTo("260 trials: 90 are in both, 60 only in A, 110 only in B");
    merge.requireSameRows();
    RunFolder c = new RunFolder(folder.resolve("c"));
    assertThat(merge.into(c.store())).isEqualTo(merge.plan().shards());
    assertThat(c.problems()).isEmpty();
    c.assertTidy();
    try (Duck duck = new Duck(c.root())) {
      assertThat(duck.number("SELECT count(*) FROM trials")).isEqualTo(260);
      assertThat(duck.number("SELECT count(DISTINCT trial_id) FROM trials")).isEqualTo(260);
      for (String table : List.of("trials", "layers")) {
        for (RunFolder source : List.of(a, b)) {
          String missing =
              "SELECT count(*) FROM (FROM '%s/%s/*.parquet' EXCEPT ALL FROM %s)"
                  .formatted(source.root(), table, table);
          assertThat(duck.number(missing)).isZero();
        }
      }
    }
    assertThat(RunStatus.read(c.store()).done()).isEqualTo(260);
    assertThat(a.hashes()).isEqualTo(before);
    // What the first directory has is published with the very bytes it has there.
    Map<String, String> merged = c.hashes();
    before.remove(RunFiles.PLAN);
    assertThat(merged).containsAllEntriesOf(before);
    // The same merge again changes nothing; a run of either sweep finds all of it there.
    assertThat(Merge.of(a.store(), b.store()).into(c.store())).isZero();
    assertThat(c.run(LocalSpark.session(), A)).isZero();
    assertThat(c.run(LocalSpark.session(), B)).isZero();
    assertThat(c.hashes()).isEqualTo(merged);
  }

  /** As after a kill: one shard is missing, of another one the first of its two files is there. */
  @Test
  void goesOnWhereItWasStopped() throws IOException {
    RunFolder c = new RunFolder(folder.resolve("c"));
    Merge.of(a.store(), b.store()).into(c.store());
    Map<String, String> whole = c.hashes();
    Files.delete(c.file("trials/shard-000000.parquet"));
    Files.delete(c.file("trials/shard-000001.parquet"));
    Files.delete(c.file("layers/shard-000001.parquet"));
    assertThat(Merge.of(a.store(), b.store()).into(c.store())).isEqualTo(2);
    assertThat(c.hashes()).isEqualTo(whole);
  }

  /** What one of them has not computed yet is not asked for; a run adds it. */
  @Test
  void takesWhatIsPublished() throws IOException {
    RunFolder half = b.copiedTo(folder.resolve("half"));
    Files.delete(half.file("trials/shard-%06d.parquet".formatted(B.shards() - 1)));
    RunFolder c = new RunFolder(folder.resolve("c"));
    Merge.of(half.store(), a.store()).into(c.store());
    assertThat(c.problems()).isEmpty();
    RunStatus status = RunStatus.read(c.store());
    assertThat(status.complete()).isTrue();
    assertThat(status.done()).isLessThan(260);
    assertThat(PlanFiles.growth(B, c.store()).added()).isEqualTo(260 - status.done());
  }

  @Test
  void otherNumbersOfATrialAreRefused() throws IOException {
    RunFolder other = new RunFolder(folder.resolve("other"));
    PlanFiles.claim(A, other.store(), growth -> {});
    for (int i = 0; i < A.shards(); i++) {
      publish(other, A.shard(i));
    }
    assertThat(other.problems()).isEmpty();
    Merge merge = Merge.of(a.store(), other.store());
    assertThat(merge.text("A", "B")).startsWith("150 trials: 150 are in both, 0 only in ");
    assertThatThrownBy(merge::requireSameRows)
        .isInstanceOf(SpecException.class)
        .hasMessageMatching("trial -?\\d+ has other numbers in .* than in .* Nothing was merged");
  }

  /** Gives the trials of a cell the numbers of its first seed: the rows of a machine that errs. */
  private static void publish(RunFolder run, PlannedShard shard) throws IOException {
    ShardEncoder encoder = new ShardEncoder(CodeVersion.current(), StreamVersion.CURRENT, shard);
    try (TrialRunner runner = new TrialRunner()) {
      TrialResult last = null;
      for (int i = 0; i < shard.trials(); i++) {
        String why = A.feasibility(shard.number(), shard.trial(i)).reason().orElse("");
        if (!why.isEmpty()) {
          last = TrialResult.notComputed(shard.trial(i), TrialStatus.INVALID, why);
        } else if (last == null || !last.trial().sameCell(shard.trial(i))) {
          last = runner.run(shard.trial(i));
        }
        encoder.add(
            new TrialResult(
                shard.trial(i),
                last.status(),
                last.reason(),
                last.loss(),
                last.lossGradientRms(),
                last.layers(),
                last.extras()));
      }
    }
    EncodedShard encoded = encoder.finish();
    run.store().createOnce("layers/shard-%06d.parquet".formatted(shard.number()), encoded.layers());
    run.store().createOnce("trials/shard-%06d.parquet".formatted(shard.number()), encoded.trials());
  }

  @Test
  void damageAndOtherPlansAreRefused() throws IOException {
    RunFolder c = new RunFolder(folder.resolve("c"));
    PlanFiles.claim(A, c.store(), growth -> {});
    assertThatThrownBy(() -> Merge.of(a.store(), b.store()).into(c.store()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(" holds another plan (");
    RunFolder damaged = a.copiedTo(folder.resolve("damaged"));
    byte[] bytes = Files.readAllBytes(damaged.file("layers/shard-000000.parquet"));
    bytes[bytes.length / 2] ^= 1;
    Files.write(damaged.file("layers/shard-000000.parquet"), bytes);
    assertThatThrownBy(() -> Merge.of(damaged.store(), b.store()).requireSameRows())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("layers/shard-000000.parquet: ")
        .hasMessageEndingWith("; repeat that directory's run, which repairs it");
  }
}
