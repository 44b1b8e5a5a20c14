package io.evenkeel.analysis.verdict;

import io.evenkeel.analysis.cells.Bend;
import io.evenkeel.analysis.cells.Changes;
import io.evenkeel.analysis.cells.LayerRange;
import io.evenkeel.analysis.cells.PassSummary;
import io.evenkeel.analysis.cells.Sample;
import io.evenkeel.analysis.cells.Signs;
import io.evenkeel.analysis.cells.SlopeSigns;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One direction of a cell, by counts that a test states; what it does not state is zero or empty.
 */
final class CountedPass {
  private final Map<Bend, Signs> slopes = new EnumMap<>(Bend.class);
  private final long measured;
  private Changes changes;
  private long nonFinite;
  private long zeroAtSource;
  private long dead;
  private long rounding;
  private long constant;
  private long faded;
  private Optional<LayerRange> nonFiniteLayers = Optional.empty();
  private Sample rate;
  private Sample exponent = Sample.NONE;
  private Signs contrast = Signs.NONE;

  private CountedPass(long below, long within, long above) {
    measured = below + within + above;
    changes = new Changes(below, within, above, -1, 0, 1);
    rate = measured == 0 ? Sample.NONE : new Sample(measured, 0, 0.001);
  }

  /** Trials that fall by more than is allowed, stay within it, and rise by more. */
  static CountedPass measured(long below, long within, long above) {
    return new CountedPass(below, within, above);
  }

  static CountedPass unmeasured() {
    return new CountedPass(0, 0, 0);
  }

  CountedPass nonFinite(long trials) {
    nonFinite = trials;
    return this;
  }

  CountedPass nonFiniteFrom(int first, double median, int last) {
    nonFiniteLayers = Optional.of(new LayerRange(first, median, last));
    return this;
  }

  CountedPass zeroAtSource(long trials) {
    zeroAtSource = trials;
    return this;
  }

  CountedPass dead(long trials) {
    dead = trials;
    return this;
  }

  /** Of the dead. */
  CountedPass rounding(long trials) {
    rounding = trials;
    return this;
  }

  CountedPass constant(long trials) {
    constant = trials;
    return this;
  }

  /** Of the measured. */
  CountedPass faded(long trials) {
    faded = trials;
    return this;
  }

  /** Decades of the trials' changes. */
  CountedPass range(double lowest, double median, double highest) {
    changes =
        new Changes(changes.below(), changes.within(), changes.above(), lowest, median, highest);
    return this;
  }

  /** Decades per layer. */
  CountedPass rate(double mean, double std) {
    rate = new Sample(measured, mean, std);
    return this;
  }

  CountedPass exponent(double mean) {
    exponent = new Sample(measured, mean, 0.1);
    return this;
  }

  CountedPass contrast(long above, long below) {
    contrast = new Signs(above, below, above + below);
    return this;
  }

  CountedPass slope(Bend bend, long above, long below) {
    slopes.put(bend, new Signs(above, below, above + below));
    return this;
  }

  PassSummary summary() {
    return new PassSummary(
        nonFinite + zeroAtSource + dead + constant + measured,
        nonFinite,
        zeroAtSource,
        dead,
        rounding,
        constant,
        faded,
        nonFiniteLayers,
        Optional.empty(),
        rate,
        contrast,
        exponent,
        new SlopeSigns(slopes),
        changes);
  }
}
