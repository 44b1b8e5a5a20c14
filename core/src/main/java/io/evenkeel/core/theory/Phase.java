package io.evenkeel.core.theory;

/** On which side of the edge of chaos a wide network is. */
public enum Phase {
  /** chi_1 below 1: inputs grow alike, gradients vanish. */
  ORDERED,
  /** chi_1 = 1: correlations and gradients change slower than exponentially. */
  CRITICAL,
  /** chi_1 above 1: alike inputs come apart, gradients explode. */
  CHAOTIC,
  /** The forward signal itself grows without bound, or never settles. */
  UNBOUNDED
}
