package io.evenkeel.core.sweep;

import io.evenkeel.core.axis.IntegerRuns;
import io.evenkeel.core.sweep.Plan.Shard;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a plan, or a part of one, into shards; the cuts depend on these alone.
 *
 * <p>A shard is closed when it holds {@link #TARGET_SECONDS} of work, or a sixty-fourth of a plan
 * that is shorter than that allows, so that small sweeps spread over a machine too; A shard has at
 * least {@link #LEAST_SECONDS} of work, unless the trials end, because each shard costs a task and
 * two files.
 */
final class Sharding {
  static final double TARGET_SECONDS = 30;
  static final double LEAST_SECONDS = 0.5;
  static final int PARTS = 64;
  static final int MOST_TRIALS = 10_000;
  static final int MOST_SHARDS = 20_000;

  private final Plan plan;
  private final IntegerRuns places;
  private final double target;

  /** Seconds of a trial of each cell; empty if there are too many cells to keep them. */
  private final double[] seconds;

  private final List<Shard> shards = new ArrayList<>();
  private long first;
  private int trials;
  private double cost;

  /**
   * @param places of the trials that are to be cut; all others are left out
   */
  Sharding(Plan plan, IntegerRuns places) {
    this.plan = plan;
    this.places = places;
    seconds = plan.prices();
    double[] total = new double[1];
    forEachCell((trials, each) -> total[0] += trials * each);
    target = target(total[0], places.size());
  }

  private interface PricedCell {
    void visit(long trials, double each);
  }

  /** Passes on how many trials of each cell are to be cut, and the seconds of one trial. */
  private void forEachCell(PricedCell visitor) {
    if (seconds.length == 0) {
      plan.forEachCell(
          cell ->
              visitor.visit(among(cell.first(), cell.trials()), CostModel.seconds(cell.trial())));
      return;
    }
    int[] number = new int[1];
    long[] place = new long[1];
    plan.forEachSize(
        trials -> {
          visitor.visit(among(place[0], trials), seconds[number[0]++]);
          place[0] += trials;
        });
  }

  /** How many of some consecutive places are to be cut. */
  private long among(long from, long count) {
    return places.rank(from + count) - places.rank(from);
  }

  /**
   * Seconds at which a shard is closed. At most one shard in 10,000 trials is closed by its number
   * of trials.
   */
  static double target(double total, long trials) {
    double spread = Math.max(LEAST_SECONDS, Math.min(TARGET_SECONDS, total / PARTS));
    long closedByCost = MOST_SHARDS - 2 - trials / MOST_TRIALS;
    return Math.max(spread, total / closedByCost);
  }

  List<Shard> shards() {
    forEachCell(this::add);
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
