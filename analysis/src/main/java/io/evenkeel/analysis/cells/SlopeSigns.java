package io.evenkeel.analysis.cells;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How steeply a signal changes, measured against the logarithm of the layer's number (counted from
 * 1 at the input), in two stretches of the layers: <em>late</em> over the deeper half,
 * <em>early</em> from an eighth of the layers on to the half. A power law has one exponent in both;
 * in an exponential the late one is about 2.7 times the early one; a signal that settles has a late
 * one near 0.
 *
 * @param signs over the trials, of the numbers that tell one from the other, in the order of {@link
 *     Bend}
 */
public record SlopeSigns(List<Signs> signs) {
  private static final Bend[] BENDS = Bend.values();

  /** Of no trial. */
  public static final SlopeSigns NONE = of(Map.of());

  /** Copies. */
  public SlopeSigns {
    signs = List.copyOf(signs);
  }

  /** Of those that are named; the others are of no trial. */
  public static SlopeSigns of(Map<Bend, Signs> named) {
    return new SlopeSigns(
        Arrays.stream(BENDS).map(bend -> named.getOrDefault(bend, Signs.NONE)).toList());
  }

  /**
   * Of counts.
   *
   * @param counts a quantity per bend, in the order of {@link Bend}
   */
  static SlopeSigns of(SignCounts counts) {
    return new SlopeSigns(Arrays.stream(BENDS).map(bend -> counts.signs(bend.ordinal())).toList());
  }

  /** The signs of a number. */
  public Signs of(Bend bend) {
    return signs.get(bend.ordinal());
  }
}
