package io.evenkeel.jobs.parquet;

import io.evenkeel.analysis.cells.ColumnScan;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialIds;
import io.evenkeel.jobs.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;

/**
 * Compares a shard's files with the plan and with each other.
 *
 * <p>{@link #files} reads every byte once and finds any damage. {@link #rows} reads the rows and
 * finds files that were wrong when they were written: a trial is missing, occurs twice or is not of
 * the plan, or layers of a trial are missing.
 */
public final class ShardCheck {
  private static final int NOTE_AT_MOST = 3;

  /** Empty if no plan says what the files must hold. */
  private final Optional<PlannedShard> planned;

  private final int number;
  private final int schemaVersion;
  private final String codeVersion;
  private final int streamVersion;
  private final String trialsName;
  private final String layersName;
  private final String stepsName;
  private final List<Problem> problems = new ArrayList<>();
  private boolean unreached;

  /**
   * @param planned what the files must hold
   * @param schemaVersion the layout of the tables that the run was planned with
   * @param codeVersion the version of Evenkeel that it was planned with
   * @param streamVersion the version of the draws that it was planned with
   */
  public ShardCheck(
      PlannedShard planned, int schemaVersion, String codeVersion, int streamVersion) {
    this(Optional.of(planned), planned.number(), schemaVersion, codeVersion, streamVersion);
  }

  private ShardCheck(
      Optional<PlannedShard> planned,
      int number,
      int schemaVersion,
      String codeVersion,
      int streamVersion) {
    this.planned = planned;
    this.number = number;
    this.schemaVersion = schemaVersion;
    this.codeVersion = codeVersion;
    this.streamVersion = streamVersion;
    trialsName = TableSchema.TRIALS.file(number);
    layersName = TableSchema.LAYERS.file(number);
    stepsName = TableSchema.STEPS.file(number);
  }

  /**
   * A check of a shard whose plan is lost: each file is checked by itself, and the files are
   * compared with each other.
   *
   * @param number the shard's
   */
  public static ShardCheck withoutPlan(int number) {
    return new ShardCheck(Optional.empty(), number, TableSchema.VERSION, "", 0);
  }

  /** The problems that were found so far. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Whether a file could not be reached; such a file may be intact. */
  public boolean unreached() {
    return unreached;
  }

  /** Checks footers and hashes of all files. */
  public void files(ShardFiles files) {
    Optional<Footer> commit = footer(trialsName, files.trials()).map(FileFacts::footer);
    compare(layersName, files.layers(), commit, Footer::layersSha256);
    files.steps().ifPresent(steps -> compare(stepsName, steps, commit, Footer::stepsSha256));
  }

  private void compare(
      String name,
      InputFile file,
      Optional<Footer> commit,
      Function<Footer, Optional<String>> recorded) {
    Optional<FileFacts> measured = footer(name, file);
    if (commit.isPresent() && measured.isPresent()) {
      String expected = recorded.apply(commit.get()).orElse("none");
      if (!expected.equals(measured.get().sha256())) {
        add(name, "its SHA-256 is not the one that " + trialsName + " records");
      }
    }
  }

  /** Checks a trials file without its layers file. */
  public void lone(InputFile trials) {
    footer(trialsName, trials);
  }

  /** Reports a layers file without a trials file; a writer was stopped between the two. */
  public void orphan(InputFile layers) {
    footer(layersName, layers);
  }

  /** Reports a steps file without a trials file. */
  public void orphanedSteps(InputFile steps) {
    footer(stepsName, steps);
  }

  /**
   * Reports trials that an earlier run recorded as failed for a lack of memory, because they can be
   * computed.
   */
  public void lackOfMemory(InputFile trials) {
    if (!problems.isEmpty()) {
      return;
    }
    try {
      long lacking = LackOfMemory.count(trials);
      if (lacking > 0) {
        add(
            trialsName,
            LackOfMemory.text(lacking, "its trials") + "; the next run computes them again");
      }
    } catch (IOException e) {
      failed(trialsName, e);
    } catch (RuntimeException e) { // what a parser makes of wrong bytes
      add(trialsName, Damage.describe(e));
    }
  }

  /** Checks that every planned trial occurs once, in the plan's order, with all of its layers. */
  public void rows(ShardFiles files) {
    if (!problems.isEmpty() || planned.isEmpty()) {
      return;
    }
    try (ParquetFileReader trialReader = ColumnScan.open(files.trials());
        ParquetFileReader layerReader = ColumnScan.open(files.layers())) {
      Map<Long, CourseRows> due = trialRows(trialReader, planned.get());
      layerRows(layerReader, due);
      if (files.steps().isPresent()) {
        stepRows(files.steps().get(), due);
      }
    } catch (IOException e) {
      failed(trialsName, e);
    } catch (RuntimeException e) {
      add(trialsName, Damage.describe(e));
    }
  }

  private record FileFacts(Footer footer, String sha256) {}

  private Optional<FileFacts> footer(String name, InputFile file) {
    try {
      SelfHash.Checked hashes = SelfHash.check(file);
      if (!hashes.intact()) {
        add(name, "damaged: its SHA-256 is not the one in its footer");
        return Optional.empty();
      }
      Footer footer = Footer.read(file);
      compare(name, "schema version", footer.schemaVersion(), schemaVersion);
      compare(name, "shard", footer.shard(), number);
      planned.ifPresent(plan -> compare(name, footer, plan));
      return Optional.of(new FileFacts(footer, hashes.whole()));
    } catch (IOException e) {
      failed(name, e);
      return Optional.empty();
    } catch (RuntimeException e) { // what a parser makes of wrong bytes
      add(name, Damage.describe(e));
      return Optional.empty();
    }
  }

  private void failed(String name, IOException trouble) {
    unreached |= StoreException.unreached(trouble);
    add(name, trouble instanceof StoreException ? trouble.getMessage() : Damage.describe(trouble));
  }

  private void compare(String name, Footer footer, PlannedShard plan) {
    compare(name, "code version", footer.codeVersion(), codeVersion);
    compare(name, "stream version", footer.streamVersion(), streamVersion);
    compare(name, "plan hash", footer.planHash(), plan.planHash());
    compare(name, "number of trials", footer.trials(), (long) plan.trials());
  }

  private void compare(String name, String what, Object found, Object expected) {
    if (!found.equals(expected)) {
      add(name, "%s is %s, planned is %s".formatted(what, found, expected));
    }
  }

  /**
   * Compares the trials with the plan, and returns the numbers of rows that each planned trial must
   * have.
   */
  private Map<Long, CourseRows> trialRows(ParquetFileReader reader, PlannedShard planned)
      throws IOException {
    Map<Long, CourseRows> unseen = new HashMap<>();
    TrialIds ids = new TrialIds();
    for (int i = 0; i < planned.trials(); i++) {
      Trial trial = planned.trial(i);
      unseen.put(ids.of(trial), CourseRows.of(trial));
    }
    Map<Long, CourseRows> layers = new HashMap<>();
    Notes notes = new Notes(trialsName);
    ColumnScan.rows(
        reader,
        List.of("trial_id", "status"),
        columns -> {
          long id = columns.get(0).getLong();
          String status = columns.get(1).getBinary().toStringUsingUTF8();
          CourseRows due = unseen.remove(id);
          if (due != null) {
            layers.put(id, due.ended(status));
          } else {
            notes.add(
                layers.containsKey(id) ? "trial %s twice" : "trial %s is not of this shard", id);
          }
        });
    unseen.keySet().stream().sorted().forEach(id -> notes.add("trial %s missing", id));
    notes.close();
    return layers;
  }

  private void layerRows(ParquetFileReader reader, Map<Long, CourseRows> expected)
      throws IOException {
    Map<Long, Integer> next = new HashMap<>();
    Notes notes = new Notes(layersName);
    ColumnScan.rows(
        reader,
        List.of("trial_id", "layer"),
        columns -> {
          long id = columns.get(0).getLong();
          int layer = columns.get(1).getInteger();
          int due = next.merge(id, 1, Integer::sum) - 1;
          if (!expected.getOrDefault(id, CourseRows.NONE).hasLayer(due, layer)) {
            notes.add("a layer of trial %s twice, missing or not planned", id);
          }
        });
    expected.keySet().stream()
        .sorted()
        .filter(id -> !expected.get(id).completeLayers(next.getOrDefault(id, 0)))
        .forEach(id -> notes.add("last layers of trial %s missing", id));
    notes.close();
  }

  private void stepRows(InputFile file, Map<Long, CourseRows> expected) throws IOException {
    Map<Long, Integer> next = new HashMap<>();
    Notes notes = new Notes(stepsName);
    try (ParquetFileReader reader = ColumnScan.open(file)) {
      ColumnScan.rows(
          reader,
          List.of("trial_id", "step"),
          columns -> {
            long id = columns.get(0).getLong();
            int due = next.merge(id, 1, Integer::sum) - 1;
            if (columns.get(1).getInteger() != due
                || due >= expected.getOrDefault(id, CourseRows.NONE).mostSteps()) {
              notes.add("a step of trial %s twice, missing or not planned", id);
            }
          });
    }
    expected.keySet().stream()
        .sorted()
        .filter(id -> next.getOrDefault(id, 0) < expected.get(id).leastSteps())
        .forEach(id -> notes.add("last steps of trial %s missing", id));
    notes.close();
  }

  private void add(String file, String what) {
    problems.add(new Problem(file, what));
  }

  /** The first findings of a list, and the number of further ones. */
  private final class Notes {
    private final String file;
    private int count;

    Notes(String file) {
      this.file = file;
    }

    void add(String format, long trial) {
      if (++count <= NOTE_AT_MOST) {
        ShardCheck.this.add(file, format.formatted(trial));
      }
    }

    void close() {
      if (count > NOTE_AT_MOST) {
        ShardCheck.this.add(file, "and %s more of this kind".formatted(count - NOTE_AT_MOST));
      }
    }
  }
}
