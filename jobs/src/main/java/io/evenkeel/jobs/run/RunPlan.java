package io.evenkeel.jobs.run;

import io.evenkeel.core.sweep.CourseSteps;
import io.evenkeel.core.sweep.Plan;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialFeasibility;
import io.evenkeel.jobs.parquet.PlannedShard;
import java.util.List;
import java.util.stream.IntStream;

/** A plan as a run needs it: its shards by number, and what their files must hold. */
public final class RunPlan {
  private final Plan plan;
  private final boolean trains;

  /**
   * @param plan what is to be run
   */
  public RunPlan(Plan plan) {
    this.plan = plan;
    trains = CourseSteps.trains(plan.sweep());
  }

  /** The plan of a canonical text, as {@code plan.json} keeps it. */
  public static RunPlan ofText(String canonical) {
    return new RunPlan(Plan.fromCanonical(canonical));
  }

  /** Name of the sweep. */
  public String name() {
    return plan.name();
  }

  /** Hexadecimal SHA-256 of the canonical sweep. */
  public String hash() {
    return plan.hash();
  }

  /** Canonical text, from which {@link #ofText} makes the same plan. */
  public String text() {
    return plan.canonicalText();
  }

  /** How many trials in all. */
  public long trials() {
    return plan.trials();
  }

  /** About how many rows of {@code layers} there will be: exact if all trials are as deep. */
  public long layerRows() {
    return trials() == 0 ? 0 : trials() * CourseSteps.layerRows(plan.trialAt(0));
  }

  /** How many shards. */
  public int shards() {
    return plan.shards();
  }

  /** Trials of each shard, in the plan's order. */
  public List<Integer> shardSizes() {
    return IntStream.range(0, shards()).mapToObj(i -> plan.shard(i).trials()).toList();
  }

  /** Expected cost of a shard, in the plan's unit. */
  public double cost(int shard) {
    return plan.shard(shard).cost();
  }

  /** Whether there is a table of steps: the sweep has trials that are trained. */
  public boolean trains() {
    return trains;
  }

  /** What a trial of this plan takes, and whether it can be computed. */
  public TrialFeasibility.Answer feasibility(Trial trial) {
    return plan.feasibility(trial);
  }

  /** What a shard's files must hold. */
  public PlannedShard shard(int number) {
    Plan.Shard shard = plan.shard(number);
    return new PlannedShard() {
      @Override
      public String planHash() {
        return plan.hash();
      }

      @Override
      public int number() {
        return number;
      }

      @Override
      public int trials() {
        return shard.trials();
      }

      @Override
      public boolean trains() {
        return trains;
      }

      @Override
      public Trial trial(int index) {
        return plan.trialAt(shard.first() + index);
      }
    };
  }
}
