package io.evenkeel.analysis.cells;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Activations of trials that a test makes up, measured and added up as those of a run are. */
public final class SimulatedPass {
  private final int depth;
  private final CellScheme scheme;
  private final SignalLimits limits;
  private final PassTotals totals = new PassTotals();

  public SimulatedPass(int depth, SignalLimits limits) {
    this.depth = depth;
    scheme =
        new CellScheme(
            Optional.empty(),
            List.of(),
            depth,
            0,
            true,
            List.of(CellScheme.LayerScheme.UNKNOWN),
            CellScheme.LayerScheme.UNKNOWN);
    this.limits = limits;
  }

  /** The layers that matter, counted from 1. */
  public static int[] layers(int depth) {
    return IntStream.of(1, depth / 8, depth / 2, depth).filter(l -> l > 0).distinct().toArray();
  }

  /** A trial with a decimal logarithm of the std at each of {@link #layers}. */
  public void add(double[] log10Std) {
    SignalCourse course = new SignalCourse(SignalPass.FORWARD, scheme, limits);
    int[] layers = layers(depth);
    for (int i = 0; i < layers.length; i++) {
      double std = Math.pow(10, log10Std[i]);
      course.add(
          new LayerMeasures(
              layers[i] - 1,
              Double.NaN,
              Double.NaN,
              std,
              std,
              Double.NaN,
              Double.NaN,
              Double.NaN,
              Double.NaN,
              Double.NaN));
    }
    totals.add(course.outcome(true, true));
  }

  /** A trial with a NaN or an infinity. */
  public void addNonFinite() {
    totals.add(SignalOutcome.unmeasured(true));
  }

  public PassSummary summary() {
    totals.settle(depth - 1, limits.decadesAllowed(depth));
    return totals.summary(Optional.empty());
  }

  /** Of trials in which nothing was computed. */
  public static PassSummary nothing() {
    return new PassTotals().summary(Optional.empty());
  }
}
