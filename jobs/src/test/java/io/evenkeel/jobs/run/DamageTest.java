package io.evenkeel.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.jobs.parquet.LocalSpark;
import io.evenkeel.jobs.parquet.Problem;
import io.evenkeel.jobs.store.Content;
import io.evenkeel.jobs.store.ModelDisk;
import io.evenkeel.jobs.store.ModelDisk.Fate;
import io.evenkeel.jobs.store.ModelDisk.Operation;
import io.evenkeel.jobs.store.ModelFileSystem;
import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happened to a run directory is named by verification and repaired by a run. */
class DamageTest {
  private static final RunPlan PLAN = Sweeps.plan(Sweeps.QUICK);
  private static final String TRIALS = "trials/shard-000001.parquet";
  private static final String LAYERS = "layers/shard-000001.parquet";
  private static final String OTHER = "trials/shard-000002.parquet";

  @TempDir private static Path shared;
  private static SparkSession spark;
  private static RunFolder reference;

  @TempDir private Path folder;
  private RunFolder run;

  @BeforeAll
  static void runOnce() throws IOException {
    spark = LocalSpark.session();
    reference = new RunFolder(shared.resolve("reference"));
    reference.run(spark, PLAN);
  }

  @BeforeEach
  void copy() throws IOException {
    run = new RunFolder(folder.resolve("run"));
    try (Stream<Path> files = Files.walk(reference.root())) {
      for (Path file : files.toList()) {
        Files.copy(file, run.root().resolve(reference.root().relativize(file)));
      }
    }
  }

  /** Each does something to shard 1 and says what verification must find. */
  enum Damage {
    TRUNCATED_TRIALS(TRIALS + ": truncated", 1) {
      @Override
      void befall(RunFolder run) throws IOException {
        truncate(run.file(TRIALS));
      }
    },
    TRUNCATED_LAYERS(LAYERS + ": truncated", 1) {
      @Override
      void befall(RunFolder run) throws IOException {
        truncate(run.file(LAYERS));
      }
    },
    EMPTY_TRIALS(TRIALS + ": truncated", 1) {
      @Override
      void befall(RunFolder run) throws IOException {
        Files.write(run.file(TRIALS), new byte[0]);
      }
    },
    FLIPPED_TRIALS(TRIALS + ": ", 1) {
      @Override
      void befall(RunFolder run) throws IOException {
        flip(run.file(TRIALS));
      }
    },
    FLIPPED_LAYERS(LAYERS + ": ", 1) {
      @Override
      void befall(RunFolder run) throws IOException {
        flip(run.file(LAYERS));
      }
    },
    MISSING_TRIALS(LAYERS + ": orphan: there is no " + TRIALS, 1) {
      @Override
      void befall(RunFolder run) throws IOException {
        Files.delete(run.file(TRIALS));
      }
    },
    MISSING_LAYERS(LAYERS + ": missing, though " + TRIALS + " is there", 1) {
      @Override
      void befall(RunFolder run) throws IOException {
        Files.delete(run.file(LAYERS));
      }
    },
    MISSING_SHARD(TRIALS + ": missing (" + PLAN.shard(1).trials() + " trials)", 1) {
      @Override
      void befall(RunFolder run) throws IOException {
        Files.delete(run.file(TRIALS));
        Files.delete(run.file(LAYERS));
      }
    },
    DANGLING_TRIALS(TRIALS + ": cannot read ", 1) {
      @Override
      void befall(RunFolder run) throws IOException {
        link(run.file(TRIALS));
      }
    },
    DANGLING_LAYERS(LAYERS + ": cannot read ", 1) {
      @Override
      void befall(RunFolder run) throws IOException {
        link(run.file(LAYERS));
      }
    },
    DANGLING_SHARD(TRIALS + ": cannot read ", 1) {
      @Override
      void befall(RunFolder run) throws IOException {
        link(run.file(TRIALS));
        link(run.file(LAYERS));
      }
    },
    FOLDER_IN_PLACE_OF_A_FILE(LAYERS + ": cannot read ", 1) {
      @Override
      void befall(RunFolder run) throws IOException {
        Files.delete(run.file(LAYERS));
        Files.createDirectories(run.file(LAYERS).resolve("and/more"));
      }
    },
    PIPE_IN_PLACE_OF_A_FILE(TRIALS + ": cannot read ", 1) {
      @Override
      void befall(RunFolder run) throws IOException {
        Files.delete(run.file(TRIALS));
        Process mkfifo = new ProcessBuilder("mkfifo", run.file(TRIALS).toString()).start();
        assertThat(mkfifo.onExit().join().exitValue()).isZero();
      }
    },
    UNREADABLE_FILE(LAYERS + ": ", 1) {
      @Override
      void befall(RunFolder run) throws IOException {
        assertThat(run.file(LAYERS).toFile().setReadable(false, false)).isTrue();
        if (Files.isReadable(run.file(LAYERS))) { // nothing is forbidden to this user
          Files.write(run.file(LAYERS), new byte[0]);
        }
      }
    },
    FOLDER_OF_A_STRANGER("trials/.Trash: not a file of this plan", 0) {
      @Override
      void befall(RunFolder run) throws IOException {
        Files.createDirectories(run.file("trials/.Trash/x"));
      }
    },
    SHARD_UNDER_ANOTHER_NUMBER(OTHER + ": shard is 1, planned is 2", 1) {
      @Override
      void befall(RunFolder run) throws IOException {
        Files.write(run.file(OTHER), Files.readAllBytes(run.file(TRIALS)));
      }
    },
    TEXT_IN_PLACE_OF_A_FILE(TRIALS + ": truncated", 1) {
      @Override
      void befall(RunFolder run) throws IOException {
        Files.writeString(run.file(TRIALS), "hello, this is not Parquet at all\n".repeat(9));
      }
    },
    STRANGER("trials/copy.parquet: not a file of this plan", 0) {
      @Override
      void befall(RunFolder run) throws IOException {
        Files.copy(run.file(TRIALS), run.file("trials/copy.parquet"));
      }
    },
    SHARD_BEYOND_THE_PLAN("layers/shard-009999.parquet: not a file of this plan", 0) {
      @Override
      void befall(RunFolder run) throws IOException {
        Files.copy(run.file(LAYERS), run.file("layers/shard-009999.parquet"));
      }
    },
    CONTRADICTORY_PLAN("plan.json: its parts are not those of the sweep it holds", 0) {
      @Override
      void befall(RunFolder run) throws IOException {
        edit(run.file("plan.json"), "\"trials\" : ", "\"trials\" : 1");
      }
    };

    private final String found;
    private final int recomputed;

    Damage(String found, int recomputed) {
      this.found = found;
      this.recomputed = recomputed;
    }

    abstract void befall(RunFolder run) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void isNamedByVerificationAndRepairedByARun(Damage damage) throws IOException {
    Map<String, String> before = run.hashes();
    damage.befall(run);
    assertThat(run.problems()).anySatisfy(line -> assertThat(line).startsWith(damage.found));
    assertThat(run.problems()).allSatisfy(line -> assertThat(line).doesNotContain("\n"));

    assertThat(run.run(spark, PLAN)).isEqualTo(damage.recomputed);

    assertThat(run.problems()).isEmpty();
    assertThat(run.hashes()).isEqualTo(before);
    run.assertTidy();
  }

  @Test
  void damagedFilesAreKeptAndToldOf() throws IOException {
    flip(run.file(LAYERS));
    byte[] damaged = Files.readAllBytes(run.file(LAYERS));
    RunFolder.Heard heard = new RunFolder.Heard();
    new SweepRun(PLAN, run.root().toString(), heard).execute(spark);
    long doneBefore = PLAN.trials() - PLAN.shard(1).trials();
    assertThat(heard.said).containsExactly("quarantined " + LAYERS, "begun " + doneBefore, "ended");
    assertThat(run.quarantined())
        .containsExactly("layers-shard-000001.parquet.1", "trials-shard-000001.parquet.1");
    assertThat(run.file("_evenkeel/quarantine/layers-shard-000001.parquet.1"))
        .hasBinaryContent(damaged);
  }

  @Test
  void statusCountsTheWholeFilesAndNamesTheOthers() throws IOException {
    truncate(run.file(TRIALS));
    RunStatus status = RunStatus.read(run.store());
    assertThat(status.unreadable()).containsExactly(TRIALS);
    assertThat(status.shardsDone()).isEqualTo(PLAN.shards() - 1);
    assertThat(status.done()).isEqualTo(PLAN.trials() - PLAN.shard(1).trials());
  }

  /** Whose plan a directory holds cannot be guessed when its plan cannot be read. */
  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1, 2]", "{\"plan_hash\": 3}", "\u0000\uffff", "null"})
  void anUnreadablePlanIsNamedWithWhatToDoAndLeftAlone(String content) throws IOException {
    Files.writeString(run.file("plan.json"), content);
    String message =
        "\\Q%s/plan.json\\E is damaged \\(.+\\); move that file away and repeat the run's command: it"
            + " writes the plan anew and keeps every intact result";
    message = message.formatted(run.root());
    assertThatThrownBy(() -> run.run(spark, PLAN))
        .isInstanceOf(StoreException.class)
        .hasMessageMatching(message);
    assertThatThrownBy(() -> RunStatus.read(run.store()))
        .isInstanceOf(StoreException.class)
        .hasMessageMatching(message);
    assertThat(run.problems()).singleElement().asString().matches("plan\\.json: " + message);
    assertThat(run.file("plan.json")).hasContent(content);
    assertThat(run.published()).hasSize(PLAN.shards());

    Files.move(run.file("plan.json"), run.file("plan.json.damaged"));
    assertThat(run.run(spark, PLAN)).isZero();
  }

  @Test
  void aDirectoryThatIsNoRunIsNamed() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> new RunFolder(empty).problems())
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(empty + " is not a run directory: it has no plan.json");
    assertThatThrownBy(() -> RunStatus.read(new RunFolder(folder.resolve("none")).store()))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(
            folder.resolve("none") + " is not a run directory: it has no plan.json");
  }

  /** Files of another plan are not mixed with this one's, even where the plan file is lost. */
  @Test
  void shardsOfAnotherPlanAreTakenOut() throws IOException {
    RunPlan larger = Sweeps.plan(Sweeps.QUICK_LARGER);
    Files.delete(run.file("plan.json"));
    assertThat(run.run(spark, larger)).isEqualTo(larger.shards());
    assertThat(run.problems()).isEmpty();
    assertThat(run.quarantined()).hasSize(2 * PLAN.shards());
  }

  @Test
  void verificationListsEveryThingAtOnce() throws IOException {
    truncate(run.file(TRIALS));
    Files.delete(run.file(OTHER));
    Files.writeString(run.file("layers/notes.txt"), "x");
    assertThat(run.problems())
        .hasSize(4)
        .anyMatch(line -> line.startsWith("layers/notes.txt: not a file"))
        .anyMatch(line -> line.startsWith("layers/shard-000002.parquet: orphan"))
        .anyMatch(line -> line.startsWith(OTHER + ": missing"))
        .anyMatch(line -> line.startsWith(TRIALS + ": truncated"));
  }

  /** One thing that cannot be read hides nothing of the rest. */
  @ParameterizedTest
  @EnumSource
  void oneDamageHidesNoOther(Damage damage) throws IOException {
    flip(run.file(OTHER));
    damage.befall(run);
    assertThat(run.problems())
        .anySatisfy(line -> assertThat(line).startsWith(damage.found))
        .anySatisfy(line -> assertThat(line).startsWith(OTHER + ": "));
  }

  @ParameterizedTest
  @EnumSource
  void statusNeverSaysMoreThanIsPlanned(Damage damage) throws IOException {
    damage.befall(run);
    RunStatus status = RunStatus.read(run.store());
    assertThat(status.done()).isLessThanOrEqualTo(status.planned());
    assertThat(status.shardsDone()).isLessThanOrEqualTo(PLAN.shards());
  }

  @Test
  void withoutAPlanEachFileIsStillChecked() throws IOException {
    truncate(run.file("plan.json"));
    flip(run.file(OTHER));
    Files.delete(run.file(LAYERS));
    assertThat(run.problems())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("plan.json: "))
        .anyMatch(line -> line.startsWith(OTHER + ": "))
        .anyMatch(line -> line.startsWith(LAYERS + ": missing"));
  }

  @Test
  void aFolderThatCannotBeListedHidesNothingOfTheOther() throws IOException {
    flip(run.file(OTHER));
    Files.move(run.file("layers"), folder.resolve("elsewhere"));
    Files.writeString(run.file("layers"), "x");
    assertThat(run.problems())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("layers: cannot list "))
        .anyMatch(line -> line.startsWith(OTHER + ": "));
  }

  @Test
  void aLostPlanIsWrittenAnewAndNothingIsComputed() throws IOException {
    Map<String, String> before = run.hashes();
    Files.delete(run.file("plan.json"));
    assertThat(run.problems()).singleElement().asString().startsWith("plan.json: ");
    assertThat(run.run(spark, PLAN)).isZero();
    assertThat(run.hashes()).isEqualTo(before);
  }

  /** A damaged file that cannot be moved, one that cannot be reached, and one to be repaired. */
  @Test
  void whatCannotBeRepairedDoesNotStopTheRepairOfTheRest() throws IOException {
    flip(run.file(TRIALS));
    flip(run.file(OTHER));
    String unreached = "trials/shard-000003.parquet";
    ModelDisk disk = ModelDisk.of("damage-test");
    Store store = Store.at("model://damage-test/run", ModelFileSystem.configuration());
    for (String name : run.hashes().keySet()) {
      store.createOnce(name, Content.of(Files.readAllBytes(run.file(name))));
    }
    disk.suffer(
        (operation, path) ->
            (operation == Operation.RENAME && path.endsWith(TRIALS))
                    || (operation == Operation.OPEN && path.endsWith(unreached))
                ? Fate.FAILS_BEFORE
                : Fate.DONE);
    PublishedShards published = PublishedShards.take(store, PLAN);
    assertThat(published.blocked().stream()).containsExactly(1, 3);
    assertThat(published.intact().stream()).hasSize(PLAN.shards() - 3);
    assertThat(published.quarantined()).extracting(Problem::file).containsOnly(OTHER);
    assertThat(published.left()).extracting(Problem::file).contains(TRIALS, unreached);
    assertThatThrownBy(() -> new Completeness(PLAN, store, true).require(published.left()))
        .isInstanceOf(RunFailure.class)
        .hasMessageStartingWith("model://damage-test/run: " + TRIALS + ": ")
        .hasMessageEndingWith("; when that is mended, the same command resumes");
  }

  private static void link(Path file) throws IOException {
    Files.delete(file);
    Files.createSymbolicLink(file, file.resolveSibling("nowhere"));
  }

  private static void truncate(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
  }

  private static void flip(Path file) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    byte[] bytes = Files.readAllBytes(file);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, bytes);
  }

  private static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.write(file, List.of(text.replace(from, to).strip()), StandardCharsets.UTF_8);
  }
}
