package io.evenkeel.analysis.stability;

/** Whether a network is stable forward and backward, with nothing else wrong. */
public enum Holding {
  /** Stable both ways; no verdict that counts is worse than undecided. */
  HOLDS,
  /** The seeds do not tell yet, or nothing was computed or judged. */
  OPEN,
  /** Certainly not stable both ways, or something else is wrong, or the network cannot be built. */
  FAILS
}
