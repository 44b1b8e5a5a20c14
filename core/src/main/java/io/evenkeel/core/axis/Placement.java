package io.evenkeel.core.axis;

/**
 * How plans and identities treat an axis.
 *
 * @param order place among the axes of a plan: those with small numbers change slowest. Axes that
 *     follow one another share the place of the leader.
 * @param descending whether large values come first; a plan begins with its costliest trials
 * @param alwaysNamed whether the identity of a trial names the axis also where it holds its
 *     default. This is so for the axes of the first version. Axes that were added later are left
 *     out at their default, so that a trial that could already be written keeps its {@code
 *     trial_id}.
 * @param decidesEngine whether the engine that {@code auto} becomes depends on the axis
 */
public record Placement(int order, boolean descending, boolean alwaysNamed, boolean decidesEngine) {
  /** The order of the axes that were added after the first version. */
  private static final int LATER = 500;

  /** An axis of the first version, by ascending values. */
  static Placement original(int order) {
    return new Placement(order, false, true, false);
  }

  /** An axis added since: left out of identities at its default. */
  public static Placement added() {
    return new Placement(LATER, false, false, false);
  }

  /** The same, large values first. */
  Placement largestFirst() {
    return new Placement(order, true, alwaysNamed, decidesEngine);
  }

  /** The same, for an axis on which the choice of an engine depends. */
  public Placement decidingEngine() {
    return new Placement(order, descending, alwaysNamed, true);
  }
}
