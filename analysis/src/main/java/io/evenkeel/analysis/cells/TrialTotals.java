package io.evenkeel.analysis.cells;

import io.evenkeel.core.sweep.TrialStatus;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalInt;

/** The trials of a cell summed up. */
final class TrialTotals implements Serializable {
  private static final long serialVersionUID = 1;

  /** Quantities with moments. */
  private static final int SEPARATION = 0;

  private static final int LOG10_ACT_STD = 1;
  private static final int BRANCH_SHARE = 2;
  private static final int BRANCH_EXPONENT = 3;
  private static final int QUANTITIES = 4;

  private final int batch;
  private long trials;
  private long nonFinite;
  private long invalid;
  private long failed;
  private String reason;
  private final FirstLayers nonFiniteLayers = new FirstLayers();
  private final FirstLayers nonFiniteGradientLayers = new FirstLayers();
  private final Quantiles actStd = new Quantiles();
  private final Quantiles saturated = new Quantiles();
  private final Quantiles branchShare = new Quantiles();
  private final Quantiles weightGradSpread = new Quantiles();
  private final LossTotals loss = new LossTotals();
  private final PassTotals forward = new PassTotals();
  private final PassTotals backward = new PassTotals();
  private final PassTotals correlation = new PassTotals();
  private final Moments moments = new Moments(QUANTITIES);
  private final Quantiles separation = new Quantiles();
  private Changes separationChanges = Changes.NONE;
  private final SignCounts alikeContrast = new SignCounts(1);
  private long jumped;

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
    nonFiniteLayers.add(facts.firstNonFiniteLayer());
    nonFiniteGradientLayers.add(facts.lastNonFiniteGradientLayer());
    loss.add(facts);
    addSignals(facts, course);
  }

  private void addSignals(TrialFacts facts, TrialCourse course) {
    boolean ran = facts.ran();
    boolean finite = facts.firstNonFiniteLayer().isEmpty();
    boolean finiteGradient = facts.lastNonFiniteGradientLayer().isEmpty();
    SignalOutcome going = course.forward().outcome(ran, finite);
    SignalOutcome returning =
        course.backward(
            ran && facts.backward(),
            finiteGradient,
            facts.log10LossGradRms() == Double.NEGATIVE_INFINITY);
    SignalOutcome angles = course.correlation().outcome(ran && batch > 1, finite);
    double parting = returning.growth() - going.growth();
    forward.add(going);
    backward.add(returning);
    correlation.add(angles);
    moments.add(SEPARATION, parting);
    separation.add(parting);
    alikeContrast.add(0, parting - angles.growth() / 4);
    jumped += Double.isNaN(angles.growth()) || !course.jumped() ? 0 : 1;
    BranchCourse branches = course.branches();
    if (ran && finite) {
      moments.add(BRANCH_SHARE, branches.log10Share());
      moments.add(BRANCH_EXPONENT, branches.exponent());
      branchShare.add(Math.pow(10, branches.log10Share()));
    }
    if (ran && facts.backward() && finiteGradient) {
      weightGradSpread.add(branches.weightGradSpread());
    }
    if (going.finite()) {
      actStd.add(course.lastActStd());
      saturated.add(course.lastSaturated());
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
    nonFiniteLayers.add(other.nonFiniteLayers);
    nonFiniteGradientLayers.add(other.nonFiniteGradientLayers);
    actStd.add(other.actStd);
    saturated.add(other.saturated);
    branchShare.add(other.branchShare);
    weightGradSpread.add(other.weightGradSpread);
    loss.add(other.loss);
    forward.add(other.forward);
    backward.add(other.backward);
    correlation.add(other.correlation);
    moments.add(other.moments);
    separation.add(other.separation);
    alikeContrast.add(other.alikeContrast);
    jumped += other.jumped;
  }

  /**
   * All trials are there: their single values are forgotten.
   *
   * @param steps from the first hidden layer to the last
   * @param allowed decades by which a signal may change over all steps
   */
  void settle(int steps, double allowed) {
    nonFiniteLayers.settle();
    nonFiniteGradientLayers.settle();
    actStd.settle();
    saturated.settle();
    branchShare.settle();
    weightGradSpread.settle();
    loss.settle();
    forward.settle(steps, allowed);
    backward.settle(steps, allowed);
    correlation.settle(steps, allowed);
    separationChanges = separation.changes(steps, allowed);
    separation.settle();
  }

  /**
   * @param firstFarForward first layer whose mean activation std is not within the limits
   * @param firstFarBackward the same of the gradients, going back
   */
  CellSummary summary(Cell cell, OptionalInt firstFarForward, OptionalInt firstFarBackward) {
    return new CellSummary(
        cell,
        trials,
        nonFinite,
        invalid,
        failed,
        Optional.ofNullable(reason),
        nonFiniteLayers.range(),
        actStd.band(),
        saturated.band(),
        forward.summary(nonFiniteLayers.range()),
        backward.summary(nonFiniteGradientLayers.range()),
        correlation.summary(nonFiniteLayers.range()),
        loss.summary(),
        new AlikeInputs(
            moments.sample(SEPARATION), separationChanges, alikeContrast.signs(0), jumped),
        moments.sample(LOG10_ACT_STD),
        new BranchSummary(
            moments.sample(BRANCH_SHARE),
            moments.sample(BRANCH_EXPONENT),
            branchShare.band(),
            weightGradSpread.band()),
        firstFarForward,
        firstFarBackward);
  }
}
