package io.evenkeel.core.theory;

/**
 * On which side of the edge of chaos a wide network is: what becomes of the distance between two
 * inputs that differ a little.
 *
 * <p>For an activation without jumps chi_1 tells, the slope of the correlation map at c = 1 and the
 * factor per layer of the squared gradient in one. At a jump alike inputs part whatever chi_1 is,
 * and no gradient contains it.
 */
public enum Phase {
  /** Inputs grow alike, exponentially: chi_1 below 1, and no jump is felt. Gradients vanish. */
  ORDERED,
  /** chi_1 = 1 and no jump: correlations and gradients change slower than exponentially. */
  CRITICAL,
  /**
   * Alike inputs come apart: chi_1 above 1, where gradients explode, or a jump, where gradients do
   * what chi_1 says.
   */
  CHAOTIC,
  /** The forward signal itself grows without bound, or never settles. */
  UNBOUNDED
}
