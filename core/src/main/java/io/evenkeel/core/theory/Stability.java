package io.evenkeel.core.theory;

/** The behaviour of an iterated map near a fixed point. */
public enum Stability {
  /** Neighbours come closer. */
  STABLE,
  /** Neighbours move away. */
  UNSTABLE,
  /** Neighbours come closer on one side and move away on the other. */
  HALF_STABLE,
  /** Every neighbour is a fixed point itself. */
  NEUTRAL
}
