package io.evenkeel.jobs.run;

import io.evenkeel.core.SpecException;
import io.evenkeel.core.axis.IntegerRuns;
import io.evenkeel.core.random.StreamVersion;
import io.evenkeel.core.sweep.PlanMatch;
import io.evenkeel.core.sweep.PlanPart;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialIds;
import io.evenkeel.jobs.parquet.CopiedTrial;
import io.evenkeel.jobs.parquet.EncodedShard;
import io.evenkeel.jobs.parquet.PlannedShard;
import io.evenkeel.jobs.parquet.ShardEncoder;
import io.evenkeel.jobs.store.Store;
import io.evenkeel.jobs.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Unites the published trials of two run directories in a third. Nothing is computed, and the two
 * are only read.
 *
 * <p>The plan of the third directory consists of the first one's published trials and of further
 * parts for those that only the second one has. Trials that both have must have the same rows. A
 * merge that was stopped continues where it was.
 */
public final class Merge {
  private final PublishedRun first;
  private final PublishedRun second;
  private final List<RunPlan.Part> parts = new ArrayList<>();

  /** For each part, the origin of its trials. */
  private final List<Origin> origins = new ArrayList<>();

  private final List<Shared> shared = new ArrayList<>();

  private record Origin(PublishedRun run, RunPlan.Part part) {}

  /**
   * Trials that both directories have.
   *
   * @param there part of the second directory
   * @param here part of the first
   * @param places in the plan of {@code there}, each with its place in the plan of {@code here}
   */
  private record Shared(RunPlan.Part there, RunPlan.Part here, Map<Long, Long> places) {}

  private Merge(PublishedRun first, PublishedRun second) {
    this.first = first;
    this.second = second;
  }

  /**
   * Reads the plans of two directories, and finds which of their shards are published.
   *
   * @throws SpecException if one is of other versions than this Evenkeel, or none has a published
   *     trial
   * @throws StoreException if one is not a run directory
   */
  public static Merge of(Store first, Store second) throws IOException {
    Merge merge = new Merge(PublishedRun.of(first), PublishedRun.of(second));
    for (RunPlan.Part part : merge.first.plan().parts()) {
      merge.add(merge.first, part, merge.first.places(part));
    }
    for (RunPlan.Part part : merge.second.plan().parts()) {
      IntegerRuns places = merge.second.places(part);
      merge.add(merge.second, part, places.minus(merge.shared(part, places)));
    }
    if (merge.parts.isEmpty()) {
      throw new SpecException(
          "neither %s nor %s has a published trial".formatted(first.location(), second.location()));
    }
    return merge;
  }

  private void add(PublishedRun run, RunPlan.Part part, IntegerRuns places) {
    if (!places.isEmpty()) {
      int shards = parts.isEmpty() ? 0 : parts.get(parts.size() - 1).end();
      parts.add(new RunPlan.Part(new PlanPart(part.trials().plan(), places), shards));
      origins.add(new Origin(run, part));
    }
  }

  /** Places of those published trials of the second directory that the first one has, too. */
  private IntegerRuns shared(RunPlan.Part part, IntegerRuns published) {
    PlanMatch match = new PlanMatch(part.trials().plan());
    BitSet all = new BitSet();
    for (RunPlan.Part other : first.plan().parts()) {
      IntegerRuns there = first.places(other);
      Map<Long, Long> places = new HashMap<>();
      match.forEach(
          other.trials().plan(),
          (cell, place, found) -> {
            if (found != PlanMatch.NOWHERE && there.contains(place) && published.contains(found)) {
              places.put(found, place);
              all.set(Math.toIntExact(found));
            }
          });
      shared.add(new Shared(part, other, places));
    }
    return IntegerRuns.of(all);
  }

  /** The plan of the third directory. */
  public RunPlan plan() {
    return new RunPlan(parts, IntegerRuns.EMPTY);
  }

  /** How many trials both have. */
  public long inBoth() {
    return shared.stream().mapToLong(trials -> trials.places().size()).sum();
  }

  /** How many trials only the first directory has. */
  public long onlyInFirst() {
    return published(first) - inBoth();
  }

  /** How many trials only the second directory has. */
  public long onlyInSecond() {
    return published(second) - inBoth();
  }

  /**
   * The numbers of trials in words: {@code 20 trials: 5 are in both, 10 only in A, 5 only in B}.
   *
   * @param a the first directory as the user names it
   * @param b the second one
   */
  public String text(String a, String b) {
    return String.format(
        Locale.ROOT,
        "%,d trials: %,d are in both, %,d only in %s, %,d only in %s",
        inBoth() + onlyInFirst() + onlyInSecond(),
        inBoth(),
        onlyInFirst(),
        a,
        onlyInSecond(),
        b);
  }

  private static long published(PublishedRun run) {
    return run.plan().parts().stream().mapToLong(part -> run.places(part).size()).sum();
  }

  /**
   * Compares the rows of the trials that both directories have.
   *
   * @throws SpecException if a trial has different numbers in the two directories
   * @throws StoreException if a shard is damaged
   */
  public void requireSameRows() throws IOException {
    TrialIds ids = new TrialIds();
    for (Shared trials : shared) {
      for (long place : trials.places().keySet().stream().sorted().toList()) {
        Trial trial = trials.there().trials().plan().trialAt(place);
        long id = ids.of(trial);
        CopiedTrial here = first.rows(trials.here(), trials.places().get(place), id);
        if (!here.equals(second.rows(trials.there(), place, id))) {
          throw new SpecException(
              "trial %s has other numbers in %s than in %s (%s): were they computed on machines of another kind? Nothing was merged"
                  .formatted(id, second.location(), first.location(), trial));
        }
      }
    }
  }

  /**
   * Publishes all trials in a third directory, which must be new or begun by the same merge.
   *
   * @return how many shards were published
   * @throws SpecException if it holds another plan
   */
  public int into(Store target) throws IOException {
    RunPlan plan = plan();
    PlanFiles.claimExactly(plan, target);
    target.sweepTemporaries();
    RunData.copy(List.of(first.store(), second.store()), plan, target);
    BitSet missing = plan.live();
    missing.andNot(PublishedShards.take(target, plan).intact());
    for (int shard = missing.nextSetBit(0); shard >= 0; shard = missing.nextSetBit(shard + 1)) {
      PlannedShard planned = plan.shard(shard);
      EncodedShard encoded = encode(shard, planned);
      encoded.check(planned);
      ShardPublisher.files(target, shard, encoded);
    }
    new Completeness(plan, target, true).require(List.of());
    return missing.cardinality();
  }

  private EncodedShard encode(int shard, PlannedShard planned) throws IOException {
    int part = parts.size() - 1;
    while (parts.get(part).firstShard() > shard) {
      part--;
    }
    Origin origin = origins.get(part);
    PlanPart trials = parts.get(part).trials();
    long begin = trials.shards().get(shard - parts.get(part).firstShard()).first();
    TrialIds ids = new TrialIds();
    ShardEncoder encoder = new ShardEncoder(CodeVersion.current(), StreamVersion.CURRENT, planned);
    for (int i = 0; i < planned.trials(); i++) {
      long id = ids.of(planned.trial(i));
      encoder.copy(origin.run().rows(origin.part(), trials.places().get(begin + i), id));
    }
    return encoder.finish();
  }
}
