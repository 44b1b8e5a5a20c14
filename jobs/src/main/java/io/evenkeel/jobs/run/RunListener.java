package io.evenkeel.jobs.run;

import io.evenkeel.jobs.parquet.Problem;

/** Receives the progress of a run. Methods are called from several threads, one at a time. */
public interface RunListener {
  /**
   * The directory was read.
   *
   * @param plan what is to be run
   * @param doneBefore trials published before
   */
  void begun(RunPlan plan, long doneBefore);

  /** A damaged file was taken out of the tables; its shard is computed again. */
  void quarantined(Problem problem);

  /**
   * A cluster has no executor for the run.
   *
   * @param what a line for a person
   */
  default void waiting(String what) {}

  /**
   * Trials were computed.
   *
   * @param computed trials published before, and trials computed by now
   * @param published trials whose shards are published; they remain if the run is interrupted
   */
  void progressed(long computed, long published);

  /** The computation has ended. */
  void ended();
}
