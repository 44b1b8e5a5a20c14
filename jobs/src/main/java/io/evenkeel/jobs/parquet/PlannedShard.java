package io.evenkeel.jobs.parquet;

import io.evenkeel.core.sweep.Trial;

/** What a plan says about one shard: the content that its files must have. */
public interface PlannedShard {
  /** Hash of the plan, hexadecimal. */
  String planHash();

  /** Name of the sweep that it is part of. */
  String sweep();

  /** The shard's number, from 0. */
  int number();

  /** How many trials it has. */
  int trials();

  /** Whether the sweep trains, so that the shard has a file of steps, too. */
  default boolean trains() {
    return false;
  }

  /**
   * Its trials in file order.
   *
   * @param index from 0, below {@link #trials}
   */
  Trial trial(int index);
}
