package io.evenkeel.jobs.parquet;

import io.evenkeel.core.sweep.TrialStatus;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of one published trial, as they were read: values in the order of each table's columns,
 * null for NULL.
 *
 * @param status how it ended
 * @param trial its row of {@code trials}
 * @param layers its rows of {@code layers}, in file order
 * @param steps its rows of {@code steps}, in file order; none if it was not trained
 */
public record CopiedTrial(
    TrialStatus status, Object[] trial, List<Object[]> layers, List<Object[]> steps) {
  /** Whether another trial has the same values, NaN being equal to itself. */
  public boolean sameRows(CopiedTrial other) {
    return Arrays.equals(trial, other.trial)
        && same(layers, other.layers)
        && same(steps, other.steps);
  }

  private static boolean same(List<Object[]> here, List<Object[]> there) {
    return Arrays.deepEquals(here.toArray(), there.toArray());
  }
}
