package io.evenkeel.core.sweep;

import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.arch.WeightCount;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.engine.Cost;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.engine.GrowingCost;
import io.evenkeel.core.train.TangentKernel;
import java.util.ArrayList;
import java.util.List;

/**
 * The cost of a trial: draws, multiplications, and seconds on one core. The engine gives the cost
 * of the network; this class adds the costs that do not depend on the engine.
 */
public final class CostModel {
  private static final double PER_TRIAL = 40e-6;
  private static final double PER_INPUT = 1.25e-9;

  /** Seconds for changing a weight, and once more for each array that the optimiser keeps. */
  private static final double PER_UPDATE = 1e-9;

  /** Seconds for the eigenvalues of a kernel, per cube of the number of its rows. */
  private static final double PER_EIGENVALUE_TERM = 2e-9;

  private CostModel() {}

  /** The whole cost of a trial. */
  public static Cost of(Trial trial) {
    return of(TrialNet.of(trial));
  }

  static Cost of(TrialNet net) {
    if (net.impossible().isPresent()) {
      return new Cost(0, 0, PER_TRIAL);
    }
    Trial trial = net.trial();
    Cost network = Engines.cost(trial.engine(), net.workload());
    double weights =
        CourseSteps.trains(trial) ? WeightCount.of(net.workload().architecture()).weights() : 0;
    return course(trial, trial.engine(), network, weights)
        .plus(lossScale(trial, network))
        .plus(MaskCosines.cost(trial))
        .plus(kernel(trial))
        .plus(input(trial));
  }

  /** The cost of a trial's input. */
  private static Cost input(Trial trial) {
    return new Cost(
        (double) trial.batch() * trial.inputWidth(),
        0,
        PER_TRIAL + PER_INPUT * trial.batch() * trial.inputWidth());
  }

  /**
   * The whole cost of a trial without training, for any number of repetitions in its network.
   *
   * @param net that repeats one part at least twice, or is impossible; under a built-in engine
   */
  static GrowingCost growing(TrialNet net) {
    if (net.impossible().isPresent()) {
      return new GrowingCost(of(net), Cost.NONE, List.of());
    }
    GrowingCost network = net.engine().growingCost(net.workload()).orElseThrow();
    List<Cost> after = new ArrayList<>(network.after());
    after.add(input(net.trial()));
    return new GrowingCost(network.before(), network.each(), after);
  }

  /**
   * The cost of a course of training. If weights are held, it is one pass each way for each step,
   * without draws; forming gradients takes a third as many operations as the passes, and each
   * weight is read and written.
   *
   * @param network cost of one pass each way of the network, or of a part of it
   * @param weights of the same part; any number without training
   */
  static Cost course(Trial trial, EngineKind engine, Cost network, double weights) {
    int steps = trial.get(Axes.STEPS);
    if (steps == 0) {
      return network;
    }
    if (engine == EngineKind.MATRIX_FREE) {
      return network.times(CourseSteps.updates(trial).passes());
    }
    int states = trial.get(Axes.OPTIMIZER).states();
    double formed = network.flops() / 3;
    double passes = Math.max(0, network.seconds() - PER_INPUT * network.draws());
    double update = weights * (1 + states) * PER_UPDATE;
    Cost step = new Cost(0, network.flops() + formed, passes * 4 / 3 + update);
    Cost measuring = new Cost(weights, 0, weights * PER_INPUT);
    return network
        .plus(step.times(steps))
        .plus(measuring.times(CourseSteps.recorded(trial).size() - 1));
  }

  /**
   * The cost of finding a loss scale: passes with two scales, and the backward pass with the scale
   * that is found.
   */
  private static Cost lossScale(Trial trial, Cost network) {
    if (!LossScaleSearch.asked(trial)) {
      return Cost.NONE;
    }
    double passes = Math.max(0, network.seconds() - PER_INPUT * network.draws());
    return new Cost(0, network.flops(), passes).times(7.0 / 3);
  }

  /**
   * The cost of a tangent kernel: one pass each way of all outputs of all rows, and the eigenvalues
   * of the kernel, twice.
   */
  private static Cost kernel(Trial trial) {
    if (!TrialKernel.asked(trial)) {
      return Cost.NONE;
    }
    Architecture architecture = TrialWorkload.of(trial).architecture();
    double rows = (double) trial.batch() * architecture.outputUnits();
    Cost eigenvalues = new Cost(0, 0, 2 * rows * rows * rows * PER_EIGENVALUE_TERM);
    return rows > Integer.MAX_VALUE
        ? Cost.NONE
        : Engines.cost(trial.engine(), TangentKernel.workload(architecture, trial.batch()))
            .plus(eigenvalues);
  }

  /** Random numbers drawn: weights or the numbers in their place, biases, input. */
  public static double draws(Trial trial) {
    return of(trial).draws();
  }

  /** Floating-point operations of the matrix products, forward and backward. */
  public static double flops(Trial trial) {
    return of(trial).flops();
  }

  /** Expected seconds on one core. */
  public static double seconds(Trial trial) {
    return of(trial).seconds();
  }
}
