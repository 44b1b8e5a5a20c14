package io.evenkeel.analysis.cells;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
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

  /** The order in which {@link SignCounts} hold the bends. */
  private static final List<Bend> ORDER = List.of(Bend.values());

  /** Copies. */
  public SlopeSigns {
    // An EnumMap is small, and each cell of a run has three.
    Map<Bend, Signs> copy = new EnumMap<>(Bend.class);
    copy.putAll(signs);
    signs = Collections.unmodifiableMap(copy);
  }

  /** Counts of no trials, one for each bend. */
  static SignCounts counts() {
    return new SignCounts(ORDER.size());
  }

  /** Adds a trial to {@link #counts}. */
  static void add(Slopes trial, SignCounts counts) {
    for (int i = 0; i < ORDER.size(); i++) {
      counts.add(i, ORDER.get(i).of(trial));
    }
  }

  /** The signs that {@link #counts} hold. */
  static SlopeSigns of(SignCounts counts) {
    Map<Bend, Signs> signs = new EnumMap<>(Bend.class);
    for (int i = 0; i < ORDER.size(); i++) {
      signs.put(ORDER.get(i), counts.signs(i));
    }
    return new SlopeSigns(signs);
  }

  /** The signs of a number. */
  public Signs of(Bend bend) {
    return signs.getOrDefault(bend, Signs.NONE);
  }
}
