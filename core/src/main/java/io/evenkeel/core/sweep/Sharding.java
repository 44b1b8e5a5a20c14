package io.evenkeel.core.sweep;

import io.evenkeel.core.sweep.Plan.Shard;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a plan is cut into shards: a function of the plan alone.
 *
 * <p>A shard is closed when it holds {@link #TARGET_SECONDS} of work, or a sixty-fourth of a plan
 * that is shorter than that allows, so that small sweeps spread over a machine too; never less than
 * {@link #LEAST_SECONDS} unless the trials end, for each shard costs a task and two files.
 */
final class Sharding {
  static final double TARGET_SECONDS = 30;
  static final double LEAST_SECONDS = 0.5;
  static final int PARTS = 64;
  static final int MOST_TRIALS = 10_000;
  static final int MOST_SHARDS = 20_000;

  private final Plan plan;
  private final double target;
  private final List<Shard> shards = new ArrayList<>();
  private long first;
  private int trials;
  private double cost;

  Sharding(Plan plan) {
    this.plan = plan;
    double[] total = new double[1];
    plan.forEachCell(cell -> total[0] += cell.trials() * CostModel.seconds(cell.trial()));
    target = target(total[0], plan.trials());
  }

  /**
   * Seconds at which a shard is closed. Shards closed by count are at most one in 10,000 trials.
   */
  static double target(double total, long trials) {
    double spread = Math.max(LEAST_SECONDS, Math.min(TARGET_SECONDS, total / PARTS));
    long closedByCost = MOST_SHARDS - 2 - trials / MOST_TRIALS;
    return Math.max(spread, total / closedByCost);
  }

  List<Shard> shards() {
    plan.forEachCell(cell -> add(cell.trials(), CostModel.seconds(cell.trial())));
    if (trials > 0) {
      close();
    }
    return List.copyOf(shards);
  }

  private void add(long count, double each) {
    long left = count;
    while (left > 0) {
      double wanted = Math.ceil((target - cost) / each);
      long taken = Math.min(left, (long) Math.max(1, Math.min(wanted, MOST_TRIALS - trials)));
      trials += (int) taken;
      cost += taken * each;
      left -= taken;
      if (trials == MOST_TRIALS || cost >= target) {
        close();
      }
    }
  }

  private void close() {
    shards.add(new Shard(first, trials, cost));
    first += trials;
    trials = 0;
    cost = 0;
  }
}
