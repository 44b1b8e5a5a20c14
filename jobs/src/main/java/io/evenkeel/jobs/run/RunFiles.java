package io.evenkeel.jobs.run;

import io.evenkeel.jobs.parquet.Problem;
import io.evenkeel.jobs.parquet.ShardFiles;
import io.evenkeel.jobs.parquet.TableSchema;
import io.evenkeel.jobs.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of the files in a run directory. */
public final class RunFiles {
  /** The first plan, created once. */
  public static final String PLAN = "plan.json";

  /** Values of files that trials use, one file for each content. */
  public static final String DATA = "data";

  /** Where damaged files are kept for a person to look at. */
  public static final String QUARANTINE = Store.PRIVATE + "/quarantine";

  /** The problem of a file that does not belong in a table's folder. */
  public static final String STRANGER = "not a file of this plan";

  /** Two files for each command that computed something: one of its beginning, one of its end. */
  public static final String RUNS = Store.PRIVATE + "/runs";

  /** One file per attempt at a shard, written when it begins. */
  public static final String ATTEMPTS = Store.PRIVATE + "/attempts";

  /** One file per shard that an attempt finished. */
  public static final String TIMINGS = Store.PRIVATE + "/timings";

  /** One file per kind of kernels that computed something. */
  public static final String KERNELS = Store.PRIVATE + "/kernels";

  /** A folder for each run on a cluster, with one file per kind of executors. */
  static final String EXECUTOR_KINDS = Store.PRIVATE + "/executors";

  private static final Pattern GROWN = Pattern.compile("plan-([2-9]|[1-9]\\d{1,5})\\.json");

  private static final Pattern SHARD = Pattern.compile("shard-(\\d{6,9})\\.parquet");

  private RunFiles() {}

  /**
   * The name of a plan file.
   *
   * @param number from 1
   */
  public static String plan(int number) {
    return number == 1 ? PLAN : "plan-%s.json".formatted(number);
  }

  /** Number of the valid plan file; 0 if there is none. */
  public static int newestPlan(Store store) throws IOException {
    int newest = 0;
    for (String name : store.list("")) {
      Matcher matcher = GROWN.matcher(name);
      int number =
          name.equals(PLAN) ? 1 : matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
      newest = Math.max(newest, number);
    }
    return newest;
  }

  /**
   * The content of a table's folder.
   *
   * @param shards numbers of the shards that have a file and belong to the plan
   * @param strangers other names
   */
  public record Listing(BitSet shards, List<String> strangers) {}

  /** The files of a published shard. */
  public static ShardFiles shard(Store store, int shard, boolean trains) {
    return new ShardFiles(
        store.input(TableSchema.TRIALS.file(shard)),
        store.input(TableSchema.LAYERS.file(shard)),
        trains ? Optional.of(store.input(TableSchema.STEPS.file(shard))) : Optional.empty());
  }

  /** The files that are missing in a shard that has a trials file. */
  public static List<Problem> missing(int shard, boolean hasLayers, boolean hasSteps) {
    List<Problem> missing = new ArrayList<>();
    String committed = "missing, though " + TableSchema.TRIALS.file(shard) + " is there";
    if (!hasLayers) {
      missing.add(new Problem(TableSchema.LAYERS.file(shard), committed));
    }
    if (!hasSteps) {
      missing.add(new Problem(TableSchema.STEPS.file(shard), committed));
    }
    return missing;
  }

  /**
   * Lists a table's folder.
   *
   * @param live shards that may have a file
   */
  public static Listing list(Store store, TableSchema<?> table, BitSet live) throws IOException {
    BitSet present = new BitSet();
    List<String> strangers = new ArrayList<>();
    for (String name : store.list(table.name())) {
      Matcher matcher = SHARD.matcher(name);
      int number = matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
      boolean ofThePlan = number >= 0 && live.get(number);
      if (ofThePlan && table.file(number).equals(table.name() + "/" + name)) {
        present.set(number);
      } else {
        strangers.add(table.name() + "/" + name);
      }
    }
    return new Listing(present, strangers);
  }
}
