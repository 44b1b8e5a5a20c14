package io.evenkeel.analysis.cells;

import java.io.Serializable;

/**
 * The decades by which each trial's signal changes from the first layer that it meets to the last,
 * compared with the change that is allowed either way.
 *
 * @param below trials that fall by more than is allowed
 * @param within trials that stay within what is allowed
 * @param above trials that rise by more than is allowed
 * @param lowest smallest change of any trial, in decades; NaN without a trial
 * @param median median change over trials, in decades; NaN without a trial
 * @param highest largest change of any trial, in decades; NaN without a trial
 */
public record Changes(
    long below, long within, long above, double lowest, double median, double highest)
    implements Serializable {
  /** The changes of no trials. */
  public static final Changes NONE = new Changes(0, 0, 0, Double.NaN, Double.NaN, Double.NaN);

  /** Trials that have a change. */
  public long n() {
    return below + within + above;
  }
}
