package io.evenkeel.core.sweep;

import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.axis.IntegerRuns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the trials of other plans in one plan: two trials are the same if their identities are.
 * Cells are found by the part of the identity that all of their trials have in common, seeds by
 * their rank.
 */
public final class PlanMatch {
  /** The place that {@link Visitor} receives for a trial that the plan does not have. */
  public static final long NOWHERE = -1;

  private final Map<Long, List<Stretch>> cells = new HashMap<>();

  /** Consecutive places of ascending seeds. */
  private record Stretch(long first, IntegerRuns seeds) {}

  /** Receives the places of trials. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Receives one trial.
     *
     * @param cell of the other plan
     * @param place of the trial in the other plan
     * @param match its place in this plan, or {@link #NOWHERE}
     */
    void visit(Plan.Cell cell, long place, long match);
  }

  /**
   * @param plan in which trials are to be found
   */
  public PlanMatch(Plan plan) {
    plan.forEachCell(
        cell ->
            cells
                .computeIfAbsent(key(cell.trial()), key -> new ArrayList<>(1))
                .add(new Stretch(cell.first(), plan.seedsAt(cell.first()))));
  }

  private static long key(Trial trial) {
    return TrialIdentity.id(trial.with(Axes.SEED, 0L));
  }

  /** Passes every trial of another plan to a visitor, in that plan's order. */
  public void forEach(Plan other, Visitor visitor) {
    other.forEachCell(
        cell -> {
          List<Stretch> stretches = cells.getOrDefault(key(cell.trial()), List.of());
          IntegerRuns seeds = other.seedsAt(cell.first());
          for (long i = 0; i < cell.trials(); i++) {
            long match = stretches.isEmpty() ? NOWHERE : find(stretches, seeds.get(i));
            visitor.visit(cell, cell.first() + i, match);
          }
        });
  }

  private static long find(List<Stretch> stretches, long seed) {
    for (Stretch stretch : stretches) {
      if (stretch.seeds().contains(seed)) {
        return stretch.first() + stretch.seeds().rank(seed);
      }
    }
    return NOWHERE;
  }
}
