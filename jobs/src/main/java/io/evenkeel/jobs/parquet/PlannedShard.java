package io.evenkeel.jobs.parquet;

import io.evenkeel.core.sweep.Trial;

/** What a plan says about one shard: what its files must hold. */
public interface PlannedShard {
  /** Hash of the plan, hexadecimal. */
  String planHash();

  /** The shard's number, from 0. */
  int number();

  /** How many trials it has. */
  int trials();

  /**
   * Its trials in file order.
   *
   * @param index from 0, below {@link #trials}
   */
  Trial trial(int index);
}
