package io.evenkeel.analysis.cells;

import java.util.EnumMap;
import java.util.Map;

/**
 * How steeply a signal changes, measured against the logarithm of the layer's number (counted from
 * 1 at the input), in two stretches of the layers: <em>late</em> over the deeper half,
 * <em>early</em> from an eighth of the layers on to the half. A power law has one exponent in both;
 * in an exponential the late one is about 2.7 times the early one; a signal that settles has a late
 * one near 0.
 *
 * @param signs over the trials, of the numbers that tell one from the other
 */
public record SlopeSigns(Map<Bend, Signs> signs) {
  /** Of no trial. */
  public static final SlopeSigns NONE = new SlopeSigns(Map.of());

  /** Copies. */
  public SlopeSigns {
    signs = Map.copyOf(signs);
  }

  /** Of counts. */
  static SlopeSigns of(Map<Bend, SignCount> counts) {
    Map<Bend, Signs> signs = new EnumMap<>(Bend.class);
    counts.forEach((bend, count) -> signs.put(bend, count.signs()));
    return new SlopeSigns(signs);
  }

  /** The signs of a number. */
  public Signs of(Bend bend) {
    return signs.getOrDefault(bend, Signs.NONE);
  }
}
