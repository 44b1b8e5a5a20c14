package io.evenkeel.jobs.verify;

import io.evenkeel.jobs.parquet.Problem;
import io.evenkeel.jobs.parquet.ShardCheck;
import io.evenkeel.jobs.parquet.ShardFiles;
import io.evenkeel.jobs.parquet.TableSchema;
import io.evenkeel.jobs.run.Parallel;
import io.evenkeel.jobs.run.PlanFile;
import io.evenkeel.jobs.run.PlanFiles;
import io.evenkeel.jobs.run.RunData;
import io.evenkeel.jobs.run.RunFiles;
import io.evenkeel.jobs.run.RunPlan;
import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.parquet.io.InputFile;

/**
 * Checks a run directory against its own plan, byte by byte and row by row.
 *
 * <p>If it finds no problem, every planned trial is there exactly once with all of its layers, none
 * failed for a lack of memory, and no file is damaged, missing or unknown. A file that cannot be
 * read does not end the check. Without a plan, each table file is still compared with its own hash
 * and with the other files of its shard.
 */
public final class Verification {
  /** The set of allowed shards if no plan says which shards there are. */
  private static final BitSet ANY_SHARD = new BitSet();

  static {
    ANY_SHARD.set(0, 1_000_000);
  }

  private final Store store;
  private final List<Problem> problems = new ArrayList<>();
  private Optional<PlanFile> file = Optional.empty();
  private Optional<RunPlan> plan = Optional.empty();

  private Verification(Store store) {
    this.store = store;
  }

  /**
   * Checks a run directory.
   *
   * @throws StoreException if it is not a run directory
   */
  public static Verification of(Store store) throws IOException {
    Verification verification = new Verification(store);
    verification.check();
    return verification;
  }

  /** The directory's plan, if it can be understood. */
  public Optional<PlanFile> plan() {
    return file;
  }

  /** The problems, in the order of the files. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  private void check() throws IOException {
    readPlan();
    data();
    Optional<RunFiles.Listing> trials = list(TableSchema.TRIALS);
    Optional<RunFiles.Listing> layers = list(TableSchema.LAYERS);
    Optional<RunFiles.Listing> steps = steps();
    if (trials.isEmpty() || layers.isEmpty() || steps.isEmpty()) {
      // nothing can be said of partners
      check(trials, (check, shard) -> lone(check, store.input(TableSchema.TRIALS.file(shard))));
      check(layers, (check, shard) -> check.orphan(store.input(TableSchema.LAYERS.file(shard))));
      check(
          steps, (check, shard) -> check.orphanedSteps(store.input(TableSchema.STEPS.file(shard))));
      return;
    }
    BitSet withTrials = trials.get().shards();
    BitSet withLayers = layers.get().shards();
    BitSet withSteps = steps.get().shards();
    orphans(withTrials, withLayers, TableSchema.LAYERS);
    orphans(withTrials, withSteps, TableSchema.STEPS);
    plan.ifPresent(planned -> missing(withTrials, planned));
    Parallel.map(
            withTrials.stream(), shard -> shard(shard, withLayers.get(shard), withSteps.get(shard)))
        .forEach(problems::addAll);
  }

  /** Checks the values of files that trials use. */
  private void data() {
    if (plan.isPresent()) {
      try {
        problems.addAll(RunData.problems(store, plan.get()));
      } catch (IOException e) {
        problems.add(new Problem(RunFiles.DATA, e.getMessage()));
      }
    }
  }

  /** The table of steps, if the sweep trains or the plan is lost. */
  private Optional<RunFiles.Listing> steps() {
    return plan.isEmpty() || plan.get().trains()
        ? list(TableSchema.STEPS)
        : Optional.of(new RunFiles.Listing(new BitSet(), List.of()));
  }

  private static void lone(ShardCheck check, InputFile trials) {
    check.lone(trials);
    check.lackOfMemory(trials);
  }

  private void check(Optional<RunFiles.Listing> table, BiConsumer<ShardCheck, Integer> how)
      throws IOException {
    if (table.isPresent()) {
      Parallel.map(
              table.get().shards().stream(),
              shard -> {
                ShardCheck check = shardCheck(shard);
                how.accept(check, shard);
                return check.problems();
              })
          .forEach(problems::addAll);
    }
  }

  private void readPlan() throws IOException {
    int number = RunFiles.newestPlan(store);
    if (number == 0 && !hasTables()) {
      PlanFiles.read(store); // throws, and says what is missing
    }
    String name = RunFiles.plan(Math.max(1, number));
    try {
      file = Optional.of(PlanFiles.read(store));
      plan = Optional.of(file.get().rebuild());
      if (!PlanFile.of(plan.get()).describes(file.get())) {
        problems.add(new Problem(name, PlanFile.INCONSISTENT));
      }
      if (plan.get().repeatsTrials()) {
        problems.add(new Problem(name, "two of its shards have a trial in common"));
      }
    } catch (IOException e) {
      problems.add(new Problem(name, e.getMessage()));
    }
  }

  private boolean hasTables() throws IOException {
    List<String> names = store.list("");
    return names.contains(TableSchema.TRIALS.name()) || names.contains(TableSchema.LAYERS.name());
  }

  /** The content of a table's folder; empty if it cannot be listed. */
  private Optional<RunFiles.Listing> list(TableSchema<?> table) {
    try {
      RunFiles.Listing listing =
          RunFiles.list(store, table, plan.map(known -> live(known, table)).orElse(ANY_SHARD));
      listing.strangers().forEach(name -> problems.add(new Problem(name, RunFiles.STRANGER)));
      return Optional.of(listing);
    } catch (IOException e) {
      problems.add(new Problem(table.name(), e.getMessage()));
      return Optional.empty();
    }
  }

  private static BitSet live(RunPlan plan, TableSchema<?> table) {
    return table.equals(TableSchema.STEPS) ? plan.trained() : plan.live();
  }

  private void orphans(BitSet trials, BitSet others, TableSchema<?> table) {
    BitSet orphans = (BitSet) others.clone();
    orphans.andNot(trials);
    orphans.stream()
        .forEach(
            shard ->
                problems.add(
                    new Problem(
                        table.file(shard),
                        "orphan: there is no " + TableSchema.TRIALS.file(shard))));
  }

  private List<Problem> shard(int shard, boolean hasLayers, boolean hasSteps) {
    boolean trains = plan.map(known -> known.trains(shard)).orElse(hasSteps);
    List<Problem> missing = RunFiles.missing(shard, hasLayers, !trains || hasSteps);
    if (!missing.isEmpty()) {
      return missing;
    }
    ShardCheck check = shardCheck(shard);
    ShardFiles files = RunFiles.shard(store, shard, trains);
    check.files(files);
    check.rows(files);
    check.lackOfMemory(store.input(TableSchema.TRIALS.file(shard)));
    return check.problems();
  }

  private ShardCheck shardCheck(int shard) {
    return plan.isPresent()
        ? new ShardCheck(
            plan.get().shard(shard),
            file.orElseThrow().schemaVersion(),
            file.orElseThrow().codeVersion(),
            file.orElseThrow().streamVersion())
        : ShardCheck.withoutPlan(shard);
  }

  /** Adds one problem for each range of consecutive missing shards. */
  private void missing(BitSet present, RunPlan planned) {
    BitSet missing = planned.live();
    missing.andNot(present);
    int from = missing.nextSetBit(0);
    while (from >= 0) {
      int to = missing.nextClearBit(from);
      long trials =
          IntStream.range(from, to).mapToLong(shard -> planned.shard(shard).trials()).sum();
      problems.add(
          new Problem(
              TableSchema.TRIALS.file(from)
                  + (to - from > 1 ? " to " + TableSchema.TRIALS.file(to - 1) : ""),
              "missing (%s trials)".formatted(trials)));
      from = missing.nextSetBit(to);
    }
  }
}
