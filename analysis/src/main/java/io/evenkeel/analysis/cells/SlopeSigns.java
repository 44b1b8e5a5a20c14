package io.evenkeel.analysis.cells;

import java.util.Collections;
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
  /** The signs of no trials. */
  public static final SlopeSigns NONE = new SlopeSigns(Map.of());

  /** Copies. */
  public SlopeSigns {
    // Small: a run of many cells has three for each.
    Map<Bend, Signs> copy = new EnumMap<>(Bend.class);
    copy.putAll(signs);
    signs = Collections.unmodifiableMap(copy);
  }

  /**
   * Of counts.
   *
   * @param counts a quantity per bend, in the order of {@link Bend}
   */
  static SlopeSigns of(SignCounts counts) {
    Map<Bend, Signs> signs = new EnumMap<>(Bend.class);
    int quantity = 0;
    for (Bend bend : Bend.values()) {
      signs.put(bend, counts.signs(quantity));
      quantity++;
    }
    return new SlopeSigns(signs);
  }

  /** The signs of a number. */
  public Signs of(Bend bend) {
    return signs.getOrDefault(bend, Signs.NONE);
  }
}
