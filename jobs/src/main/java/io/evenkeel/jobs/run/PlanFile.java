package io.evenkeel.jobs.run;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.IntegerRuns;
import io.evenkeel.core.random.StreamVersion;
import io.evenkeel.core.sweep.Plan;
import io.evenkeel.core.sweep.PlanPart;
import io.evenkeel.jobs.parquet.TableSchema;
import io.evenkeel.jobs.store.StoreException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The content of a plan file: what a run directory must hold. {@link PlanFiles} says which plan
 * file is valid.
 *
 * @param schemaVersion layout of the tables
 * @param codeVersion version of Evenkeel that planned
 * @param streamVersion version of the draws, {@link StreamVersion}
 * @param name of the sweep that was added last
 * @param planHash the value of {@link RunPlan#hash}, hexadecimal
 * @param trials number of trials, without those of retired shards
 * @param parts in the order in which they were added
 * @param retired numbers of shards that must have no files
 */
public record PlanFile(
    int schemaVersion,
    String codeVersion,
    int streamVersion,
    String name,
    String planHash,
    long trials,
    List<Part> parts,
    IntegerRuns retired) {
  /** The problem of a plan file whose parts contradict each other. */
  public static final String INCONSISTENT = "its parts are not those of the sweep it holds";

  /**
   * Some trials of one sweep.
   *
   * @param hash the plan hash in the footers of its files, hexadecimal
   * @param firstShard number of its first shard
   * @param places of its trials in the plan of its sweep; empty for all of them
   * @param shardSizes trials of each of its shards
   * @param sweep canonical text, from which the plan is rebuilt
   */
  public record Part(
      String hash,
      int firstShard,
      Optional<IntegerRuns> places,
      List<Integer> shardSizes,
      String sweep) {
    /** Copies {@code shardSizes}. */
    public Part {
      shardSizes = List.copyOf(shardSizes);
    }

    private static Part of(RunPlan.Part part) {
      PlanPart trials = part.trials();
      return new Part(
          part.hash(),
          part.firstShard(),
          trials.whole() ? Optional.empty() : Optional.of(trials.places()),
          part.shardSizes(),
          trials.plan().canonicalText());
    }

    private RunPlan.Part rebuild() {
      Plan plan = Plan.fromCanonical(sweep);
      return new RunPlan.Part(
          places.map(some -> new PlanPart(plan, some)).orElseGet(() -> PlanPart.whole(plan)),
          firstShard);
    }
  }

  /**
   * The properties that the files of a shard must have.
   *
   * @param planHash the plan hash in their footers
   * @param trials number of trials
   */
  public record Expected(String planHash, int trials) {}

  /** Copies {@code parts}. */
  public PlanFile {
    parts = List.copyOf(parts);
  }

  /** The plan file that this version of Evenkeel writes for a plan. */
  public static PlanFile of(RunPlan plan) {
    return new PlanFile(
        TableSchema.VERSION,
        CodeVersion.current(),
        StreamVersion.CURRENT,
        plan.name(),
        plan.hash(),
        plan.trials(),
        plan.parts().stream().map(Part::of).toList(),
        plan.retired());
  }

  /** How many shards have a number, retired ones included. */
  public int shards() {
    return parts.stream().mapToInt(part -> part.shardSizes().size()).sum();
  }

  /** How many shards must have files in the end. */
  public int liveShards() {
    return live().cardinality();
  }

  /** Numbers of the shards that must have files in the end. */
  public BitSet live() {
    BitSet live = new BitSet();
    for (int shard = 0; shard < shards(); shard++) {
      live.set(shard, !retired.contains(shard));
    }
    return live;
  }

  /**
   * The properties that a shard's files must have; empty if there is no such shard, or it is
   * retired.
   */
  public Optional<Expected> expected(int shard) {
    if (retired.contains(shard)) {
      return Optional.empty();
    }
    return parts.stream()
        .filter(part -> shard >= part.firstShard())
        .filter(part -> shard < part.firstShard() + part.shardSizes().size())
        .map(part -> new Expected(part.hash(), part.shardSizes().get(shard - part.firstShard())))
        .findFirst();
  }

  /** The canonical texts of all sweeps, in the order in which they were added. */
  public String sweep() {
    return String.join("\n\n", parts.stream().map(Part::sweep).toList());
  }

  /** Whether both are of the same layout and code. */
  boolean sameVersions(PlanFile other) {
    return schemaVersion == other.schemaVersion && codeVersion.equals(other.codeVersion);
  }

  /** Whether {@code other} describes the same plan, whatever its versions are. */
  public boolean describes(PlanFile other) {
    return other.schemaVersion >= 1
        && other.schemaVersion <= schemaVersion
        && name.equals(other.name)
        && planHash.equals(other.planHash)
        && trials == other.trials
        && parts.equals(other.parts)
        && retired.equals(other.retired);
  }

  /**
   * Refuses to continue with another version of the draws, in which seeds stand for other numbers.
   *
   * @param location the run directory
   * @throws SpecException if this plan has another version of the draws than this Evenkeel
   */
  void requireThisVersionsDraws(String location) {
    if (streamVersion != StreamVersion.CURRENT) {
      throw new SpecException(
          "%s was computed by Evenkeel %s with stream version %s, this Evenkeel draws by version %s: its seeds stand for other numbers; give another --out, or finish the run with the Evenkeel that began it"
              .formatted(location, codeVersion, streamVersion, StreamVersion.CURRENT));
    }
  }

  /**
   * The plan, rebuilt from the sweeps that this file holds.
   *
   * @throws StoreException if they cannot be understood
   */
  public RunPlan rebuild() throws StoreException {
    try {
      return new RunPlan(parts.stream().map(Part::rebuild).toList(), retired);
    } catch (RuntimeException e) {
      throw PlanFiles.damaged(RunFiles.PLAN, e);
    }
  }

  /** The first thing in which this differs from {@code other}, on one line. */
  String differenceFrom(PlanFile other) {
    if (schemaVersion != other.schemaVersion) {
      return "schema version %s there, %s here".formatted(schemaVersion, other.schemaVersion);
    }
    if (!codeVersion.equals(other.codeVersion)) {
      return "made by Evenkeel %s, this is %s".formatted(codeVersion, other.codeVersion);
    }
    return TextDifference.first(newestSweep(), other.newestSweep())
        .orElse("shard boundaries or plan hash differ");
  }

  /** The canonical text of the sweep that was added last. */
  String newestSweep() {
    return parts.get(parts.size() - 1).sweep();
  }
}
