package io.evenkeel.jobs.run;

import io.evenkeel.core.axis.IntegerRuns;
import io.evenkeel.core.data.FileContent;
import io.evenkeel.core.sweep.CourseSteps;
import io.evenkeel.core.sweep.FileContents;
import io.evenkeel.core.sweep.Plan;
import io.evenkeel.core.sweep.PlanPart;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialFeasibility;
import io.evenkeel.jobs.parquet.PlannedShard;
import io.evenkeel.jobs.store.Content;
import io.evenkeel.jobs.store.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The plan of a run directory: its shards by number, and the content that their files must have.
 *
 * <p>A directory begins with the plan of one sweep. Each time its sweep grows, a new part holds
 * those trials of the edited sweep that are not in earlier parts; the numbers of its shards
 * continue. A shard that is no longer asked for and was not computed is retired: it must have no
 * files. A number is never used twice, and no trial is in two shards that are not retired.
 */
public final class RunPlan {
  private final List<Part> parts;
  private final IntegerRuns retired;
  private final BitSet live = new BitSet();
  private final int shards;

  /**
   * The hash of each part; it is kept, because the hash of a part with many places takes long to
   * compute.
   */
  private final List<String> hashes;

  private final String hash;

  /**
   * Trials of one sweep, in shards with consecutive numbers.
   *
   * @param trials which
   * @param firstShard number of its first shard
   */
  public record Part(PlanPart trials, int firstShard) {
    /** The plan hash in the footers of its files, hexadecimal. */
    public String hash() {
      return trials.hash(firstShard);
    }

    /** The number of trials in each of its shards. */
    public List<Integer> shardSizes() {
      return trials.shards().stream().map(Plan.Shard::trials).toList();
    }

    /** Whether its shards have files of steps. */
    boolean trains() {
      return CourseSteps.trains(trials.plan().sweep());
    }

    List<FileContent> contents() {
      return FileContents.of(trials.plan().sweep());
    }

    int end() {
      return firstShard + trials.shards().size();
    }
  }

  /**
   * @param plan the whole plan of the directory
   */
  public RunPlan(Plan plan) {
    this(List.of(new Part(PlanPart.whole(plan), 0)), IntegerRuns.EMPTY);
  }

  /**
   * @param parts at least one; the numbers of their shards continue from 0
   * @param retired shards that must have no files
   * @throws IllegalArgumentException if numbers are missing or given twice
   */
  public RunPlan(List<Part> parts, IntegerRuns retired) {
    this.parts = List.copyOf(parts);
    this.retired = retired;
    int next = 0;
    for (Part part : parts) {
      if (part.firstShard() != next) {
        throw new IllegalArgumentException(
            "the first shard of a part must be %s, got %s".formatted(next, part.firstShard()));
      }
      next = part.end();
    }
    shards = next;
    if (retired.rank(shards) < retired.size() || retired.rank(0) > 0) {
      throw new IllegalArgumentException(
          "there are %s shards, retired are %s".formatted(shards, retired.text()));
    }
    live.set(0, shards);
    for (long i = 0; i < retired.size(); i++) {
      live.clear(Math.toIntExact(retired.get(i)));
    }
    hashes = parts.stream().map(Part::hash).toList();
    hash = parts.size() == 1 && retired.isEmpty() ? hashes.get(0) : hash(hashes, retired);
  }

  private static String hash(List<String> hashes, IntegerRuns retired) {
    String text = String.join("\n", hashes) + "\nretired " + retired.text();
    try {
      return Fingerprint.of(Content.of(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its parts, in the order in which they were added. */
  public List<Part> parts() {
    return parts;
  }

  /** The contents of files that the trials of live shards use, each content once. */
  public List<FileContent> contents() {
    return parts.stream()
        .filter(part -> live.get(part.firstShard(), part.end()).cardinality() > 0)
        .flatMap(part -> part.contents().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new))
        .stream()
        .toList();
  }

  /** The contents of files that the trials of a shard's sweep use. */
  List<FileContent> contents(int shard) {
    return part(shard).contents();
  }

  /** Numbers of the shards that must have no files. */
  public IntegerRuns retired() {
    return retired;
  }

  /** Numbers of the live shards, which must have files in the end. */
  public BitSet live() {
    return (BitSet) live.clone();
  }

  /** Whether a shard must have files in the end. */
  boolean isLive(int shard) {
    return live.get(shard);
  }

  /** Name of the sweep that was added last. */
  public String name() {
    return parts.get(parts.size() - 1).trials().plan().name();
  }

  /**
   * Identity, hexadecimal: the hash of the part if there is only one, else the SHA-256 of the
   * parts' hashes and the retired shards.
   */
  public String hash() {
    return hash;
  }

  /** The number of all trials. */
  public long trials() {
    return live.stream().mapToLong(shard -> cut(shard).trials()).sum();
  }

  /** About how many rows {@code layers} will have; exact if all trials have the same depth. */
  public long layerRows() {
    return parts.stream()
        .filter(part -> part.trials().trials() > 0)
        .mapToLong(part -> part.trials().trials() * CourseSteps.layerRows(part.trials().trialAt(0)))
        .sum();
  }

  /** How many shards must have files in the end. */
  public int liveShards() {
    return live.cardinality();
  }

  /** How many shards have a number, retired ones included. */
  public int shards() {
    return shards;
  }

  /** Expected cost of a shard, in the plan's unit. */
  public double cost(int shard) {
    return cut(shard).cost();
  }

  /** Whether a shard has a file of steps: its sweep has trials that are trained. */
  public boolean trains(int shard) {
    return part(shard).trains();
  }

  /** Whether a shard has a file of steps. */
  public boolean trains() {
    return parts.stream().anyMatch(Part::trains);
  }

  /** Numbers of the shards that must be there, with a file of steps each. */
  public BitSet trained() {
    BitSet trained = new BitSet();
    live.stream().filter(this::trains).forEach(trained::set);
    return trained;
  }

  /** The memory of a trial of a shard, and whether it can be computed. */
  public TrialFeasibility.Answer feasibility(int shard, Trial trial) {
    return part(shard).trials().plan().feasibility(trial);
  }

  private Part part(int shard) {
    return parts.get(partOf(shard));
  }

  private int partOf(int shard) {
    for (int i = 0; i < parts.size(); i++) {
      if (shard < parts.get(i).end()) {
        return i;
      }
    }
    throw new IndexOutOfBoundsException("shard %s of %s".formatted(shard, shards));
  }

  private Plan.Shard cut(int shard) {
    Part part = part(shard);
    return part.trials().shards().get(shard - part.firstShard());
  }

  /** The content that a shard's files must have. */
  public PlannedShard shard(int number) {
    Part part = part(number);
    Plan.Shard cut = cut(number);
    String planHash = hashes.get(partOf(number));
    return new PlannedShard() {
      @Override
      public String planHash() {
        return planHash;
      }

      @Override
      public String sweep() {
        return part.trials().plan().name();
      }

      @Override
      public int number() {
        return number;
      }

      @Override
      public int trials() {
        return cut.trials();
      }

      @Override
      public boolean trains() {
        return part.trains();
      }

      @Override
      public Trial trial(int index) {
        return part.trials().trialAt(cut.first() + index);
      }
    };
  }

  /** Whether a trial is in two live shards. */
  public boolean repeatsTrials() {
    for (int later = 1; later < parts.size(); later++) {
      PlanPart trials = parts.get(later).trials();
      IntegerRuns earlier = IntegerRuns.range(0, parts.get(later).firstShard() - 1);
      RunPlan before = new RunPlan(parts.subList(0, later), retired.intersection(earlier));
      IntegerRuns missing = Growth.of(before, trials.plan(), before.live).missing();
      if (!trials.places().minus(missing).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** This plan with a further part, or with more retired shards. */
  RunPlan with(PlanPart added, IntegerRuns alsoRetired) {
    List<Part> more = new ArrayList<>(parts);
    if (added.trials() > 0) {
      more.add(new Part(added, shards));
    }
    return new RunPlan(more, retired.union(alsoRetired));
  }
}
