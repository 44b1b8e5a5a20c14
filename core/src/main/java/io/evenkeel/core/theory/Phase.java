package io.evenkeel.core.theory;

/**
 * The side of the edge of chaos on which a wide network is, told by the distance between two inputs
 * that differ a little.
 *
 * <p>For an activation without jumps chi_1 decides: it is both the slope of the correlation map at
 * c = 1 and the factor per layer of the squared gradient. At a jump similar inputs move apart
 * whatever chi_1 is, and no gradient shows it.
 */
public enum Phase {
  /**
   * The correlation of inputs tends to 1 exponentially: chi_1 is below 1, and no jump matters.
   * Gradients vanish.
   */
  ORDERED,
  /**
   * chi_1 = 1 and no jump matters: correlations and gradients change more slowly than
   * exponentially.
   */
  CRITICAL,
  /**
   * Similar inputs move apart: chi_1 is above 1 and gradients explode, or there is a jump and
   * gradients follow chi_1.
   */
  CHAOTIC,
  /** The forward signal itself grows without bound, or never settles. */
  UNBOUNDED
}
