package io.evenkeel.analysis.cells;

import io.evenkeel.core.sweep.TrialStatus;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The trials of a cell summed up. */
final class TrialTotals implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int NO_LAYER_YET = Integer.MAX_VALUE;

  /** Quantities with moments. */
  private static final int SEPARATION = 0;

  private static final int LOG10_ACT_STD = 1;
  private static final int QUANTITIES = 2;

  private final int batch;
  private long trials;
  private long nonFinite;
  private long invalid;
  private long failed;
  private String reason;
  private int firstNonFinite = NO_LAYER_YET;
  private int lastNonFiniteGradient = -1;
  private final Quantiles firstNonFiniteLayers = new Quantiles();
  private final Quantiles actStd = new Quantiles();
  private final Quantiles lossMean = new Quantiles();
  private final Quantiles lossFloor = new Quantiles();
  private final PassTotals forward = new PassTotals();
  private final PassTotals backward = new PassTotals();
  private final PassTotals correlation = new PassTotals();
  private final Moments moments = new Moments(QUANTITIES);

  /**
   * @param batch rows of the cell's batches
   */
  TrialTotals(int batch) {
    this.batch = batch;
  }

  /** Adds a trial all of whose layers its course has seen. */
  void add(TrialFacts facts, TrialCourse course) {
    trials++;
    nonFinite += facts.ended(TrialStatus.NONFINITE) ? 1 : 0;
    invalid += facts.ended(TrialStatus.INVALID) ? 1 : 0;
    failed += facts.ended(TrialStatus.FAILED) ? 1 : 0;
    addReason(facts.reason());
    facts
        .firstNonFiniteLayer()
        .ifPresent(
            layer -> {
              firstNonFinite = Math.min(firstNonFinite, layer);
              firstNonFiniteLayers.add(layer);
            });
    facts
        .lastNonFiniteGradientLayer()
        .ifPresent(layer -> lastNonFiniteGradient = Math.max(lastNonFiniteGradient, layer));
    lossMean.add(Decimals.finite(facts.lossMean()));
    lossFloor.add(Decimals.finite(facts.lossFloor()));
    addSignals(facts, course);
  }

  private void addSignals(TrialFacts facts, TrialCourse course) {
    boolean ran = facts.ran();
    boolean finite = facts.firstNonFiniteLayer().isEmpty();
    boolean finiteGradient = facts.lastNonFiniteGradientLayer().isEmpty();
    SignalOutcome going = course.forward().outcome(ran, finite);
    SignalOutcome returning = course.backward().outcome(ran && facts.backward(), finiteGradient);
    SignalOutcome angles = course.correlation().outcome(ran && batch > 1, finite);
    double separation = returning.growth() - going.growth();
    // Alike inputs tell the shape of the rows' course where gradients were computed.
    double alike = separation - angles.growth() / 4;
    forward.add(going);
    backward.add(returning);
    correlation.add(Double.isNaN(alike) ? angles : angles.withContrast(alike));
    moments.add(SEPARATION, separation);
    if (going.finite()) {
      actStd.add(course.lastActStd());
      moments.add(LOG10_ACT_STD, Decimals.log10(course.lastActStd()));
    }
  }

  private void addReason(String other) {
    if (other != null && (reason == null || other.compareTo(reason) < 0)) {
      reason = other;
    }
  }

  /** Adds other trials of the cell. */
  void add(TrialTotals other) {
    trials += other.trials;
    nonFinite += other.nonFinite;
    invalid += other.invalid;
    failed += other.failed;
    addReason(other.reason);
    firstNonFinite = Math.min(firstNonFinite, other.firstNonFinite);
    lastNonFiniteGradient = Math.max(lastNonFiniteGradient, other.lastNonFiniteGradient);
    firstNonFiniteLayers.add(other.firstNonFiniteLayers);
    actStd.add(other.actStd);
    lossMean.add(other.lossMean);
    lossFloor.add(other.lossFloor);
    forward.add(other.forward);
    backward.add(other.backward);
    correlation.add(other.correlation);
    moments.add(other.moments);
  }

  /**
   * All trials are there: their single values are forgotten.
   *
   * @param steps from the first hidden layer to the last
   * @param allowed decades by which a signal may change over all steps
   */
  void settle(int steps, double allowed) {
    firstNonFiniteLayers.settle();
    actStd.settle();
    lossMean.settle();
    lossFloor.settle();
    forward.settle(steps, allowed);
    backward.settle(steps, allowed);
    correlation.settle(steps, allowed);
  }

  /**
   * @param firstFarForward first layer whose mean activation std is not within the limits
   * @param firstFarBackward the same of the gradients, going back
   */
  CellSummary summary(Cell cell, OptionalInt firstFarForward, OptionalInt firstFarBackward) {
    OptionalInt firstLayer =
        firstNonFinite == NO_LAYER_YET ? OptionalInt.empty() : OptionalInt.of(firstNonFinite);
    OptionalInt lastGradientLayer =
        lastNonFiniteGradient < 0 ? OptionalInt.empty() : OptionalInt.of(lastNonFiniteGradient);
    return new CellSummary(
        cell,
        trials,
        nonFinite,
        invalid,
        failed,
        Optional.ofNullable(reason),
        firstLayer,
        median(firstNonFiniteLayers),
        actStd.band(),
        forward.summary(firstLayer),
        backward.summary(lastGradientLayer),
        correlation.summary(firstLayer),
        median(lossMean),
        median(lossFloor),
        moments.sample(SEPARATION),
        moments.sample(LOG10_ACT_STD),
        firstFarForward,
        firstFarBackward);
  }

  private static OptionalDouble median(Quantiles quantiles) {
    return quantiles
        .band()
        .map(band -> OptionalDouble.of(band.median()))
        .orElse(OptionalDouble.empty());
  }
}
