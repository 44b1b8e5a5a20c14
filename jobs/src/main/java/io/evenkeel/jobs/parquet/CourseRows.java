package io.evenkeel.jobs.parquet;

import io.evenkeel.core.sweep.CourseSteps;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialStatus;

/**
 * The numbers of rows that a trial must have in the tables of layers and steps. A course of
 * training whose loss became NaN or infinite has fewer, because it ended at that step.
 *
 * @param layers weight layers, each of which has a row for each recorded step
 * @param leastRecorded smallest number of recorded steps
 * @param mostRecorded largest number of recorded steps
 * @param leastSteps smallest number of rows of steps
 * @param mostSteps largest number of rows of steps
 */
record CourseRows(int layers, int leastRecorded, int mostRecorded, int leastSteps, int mostSteps) {
  static final CourseRows NONE = new CourseRows(0, 0, 0, 0, 0);

  /** The rows of a trial that was computed and stayed finite. */
  static CourseRows of(Trial trial) {
    int recorded = CourseSteps.recordedCount(trial);
    int steps = CourseSteps.rows(trial);
    return new CourseRows(trial.layers(), recorded, recorded, steps, steps);
  }

  /** The rows of a trial with that status. */
  CourseRows ended(String status) {
    if (status.equals(TrialStatus.OK.text())) {
      return this;
    }
    if (!status.equals(TrialStatus.NONFINITE.text())) {
      return NONE;
    }
    // The step at which it blew up is recorded even if that was not asked for.
    return mostSteps == 0 ? this : new CourseRows(layers, 1, mostRecorded + 1, 1, mostSteps);
  }

  /** Whether a trial's row of the given place, from 0, is that of a layer. */
  boolean hasLayer(int place, int layer) {
    return place < (long) layers * mostRecorded && place % layers == layer;
  }

  /** Whether a trial with this number of rows of layers is complete. */
  boolean completeLayers(int rows) {
    return layers == 0 ? rows == 0 : rows % layers == 0 && rows >= (long) layers * leastRecorded;
  }
}
