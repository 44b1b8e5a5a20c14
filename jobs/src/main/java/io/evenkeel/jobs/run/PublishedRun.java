package io.evenkeel.jobs.run;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.IntegerRuns;
import io.evenkeel.core.sweep.Plan;
import io.evenkeel.core.sweep.PlanPart;
import io.evenkeel.jobs.parquet.CopiedTrial;
import io.evenkeel.jobs.parquet.ShardCheck;
import io.evenkeel.jobs.parquet.ShardFiles;
import io.evenkeel.jobs.parquet.ShardRows;
import io.evenkeel.jobs.parquet.TableSchema;
import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.store.StoreException;
import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run directory whose published trials are read in order to be published elsewhere. */
final class PublishedRun {
  /** How many shards have their rows kept for the next shard that needs them. */
  private static final int KEPT = 2;

  private final Store store;
  private final PlanFile file;
  private final RunPlan plan;
  private final BitSet published;
  private final Map<Integer, Map<Long, CopiedTrial>> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Map<Long, CopiedTrial>> eldest) {
          return size() > KEPT;
        }
      };

  private PublishedRun(Store store, PlanFile file, RunPlan plan, BitSet published) {
    this.store = store;
    this.file = file;
    this.plan = plan;
    this.published = published;
  }

  /**
   * Reads a directory's plan, and which of its shards are published.
   *
   * @throws SpecException if it is of other versions than this Evenkeel
   * @throws StoreException if it is not a run directory
   */
  static PublishedRun of(Store store) throws IOException {
    PlanFile file = PlanFiles.read(store);
    file.requireThisVersionsDraws(store.location());
    RunPlan plan = file.rebuild();
    PlanFile mine = PlanFile.of(plan);
    if (!mine.sameVersions(file)) {
      throw new SpecException(
          "%s cannot be merged: %s".formatted(store.location(), file.differenceFrom(mine)));
    }
    BitSet published = RunFiles.list(store, TableSchema.TRIALS, plan.live()).shards();
    return new PublishedRun(store, file, plan, published);
  }

  RunPlan plan() {
    return plan;
  }

  Store store() {
    return store;
  }

  String location() {
    return store.location();
  }

  /** Places of a part's published trials in the plan of its sweep. */
  IntegerRuns places(RunPlan.Part part) {
    IntegerRuns all = part.trials().places();
    BitSet there = new BitSet();
    List<Plan.Shard> shards = part.trials().shards();
    for (int i = 0; i < shards.size(); i++) {
      if (published.get(part.firstShard() + i)) {
        for (long k = 0; k < shards.get(i).trials(); k++) {
          there.set(Math.toIntExact(all.get(shards.get(i).first() + k)));
        }
      }
    }
    return IntegerRuns.of(there);
  }

  /**
   * The rows of a trial.
   *
   * @param place of the trial in the plan of the part's sweep
   * @throws StoreException if its shard is damaged
   */
  CopiedTrial rows(RunPlan.Part part, long place, long id) throws IOException {
    return rows(part.firstShard() + shardOf(part.trials(), place)).get(id);
  }

  private static int shardOf(PlanPart part, long place) {
    long index = part.places().rank(place);
    List<Plan.Shard> shards = part.shards();
    int low = 0;
    int high = shards.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (shards.get(middle).first() <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private Map<Long, CopiedTrial> rows(int shard) throws IOException {
    Map<Long, CopiedTrial> rows = kept.get(shard);
    if (rows == null) {
      rows = read(shard);
      kept.put(shard, rows);
    }
    return rows;
  }

  /** The rows of a shard, after every byte of it has been checked against its hash. */
  private Map<Long, CopiedTrial> read(int shard) throws IOException {
    ShardCheck check =
        new ShardCheck(
            plan.shard(shard), file.schemaVersion(), file.codeVersion(), file.streamVersion());
    ShardFiles files = RunFiles.shard(store, shard, plan.trains(shard));
    check.files(files);
    check.rows(files);
    check.lackOfMemory(files.trials());
    if (!check.problems().isEmpty()) {
      throw new StoreException(
          "%s: %s; repeat that directory's run, which repairs it"
              .formatted(store.location(), check.problems().get(0).text()),
          null);
    }
    return ShardRows.read(files);
  }
}
