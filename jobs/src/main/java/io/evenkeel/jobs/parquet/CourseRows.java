package io.evenkeel.jobs.parquet;

import io.evenkeel.core.sweep.CourseSteps;
import io.evenkeel.core.sweep.Trial;
import io.evenkeel.core.sweep.TrialStatus;

/**
 * The rows that a trial must have in the tables of layers and steps. A course of training that blew
 * up has fewer: it ended at that step.
 *
 * @param layers weight layers, of which each recorded step has a row
 * @param leastRecorded recorded steps at least
 * @param mostRecorded recorded steps at most
 * @param leastSteps rows of steps at least
 * @param mostSteps rows of steps at most
 */
record CourseRows(int layers, int leastRecorded, int mostRecorded, int leastSteps, int mostSteps) {
  static final CourseRows NONE = new CourseRows(0, 0, 0, 0, 0);

  /** Of a trial that was computed and stayed finite. */
  static CourseRows of(Trial trial) {
    int recorded = CourseSteps.recordedCount(trial);
    int steps = CourseSteps.rows(trial);
    return new CourseRows(trial.layers(), recorded, recorded, steps, steps);
  }

  /** Of a trial with that status. */
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

  /** Whether so many rows of layers are all there are. */
  boolean completeLayers(int rows) {
    return layers == 0 ? rows == 0 : rows % layers == 0 && rows >= (long) layers * leastRecorded;
  }
}
