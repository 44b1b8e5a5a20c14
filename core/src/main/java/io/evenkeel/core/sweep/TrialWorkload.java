package io.evenkeel.core.sweep;

import io.evenkeel.core.arch.NetDesign;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.engine.Workload;
import java.util.Optional;

/** Turns a trial into the workload of an engine. */
final class TrialWorkload {
  private TrialWorkload() {}

  /** The design of a trial's network. */
  static NetDesign design(Trial trial) {
    return new NetDesign(
        trial.inputWidth(),
        trial.width(),
        trial.depth(),
        trial.hiddenWidths(),
        trial.readoutWidth(),
        trial.activation(),
        trial.init(),
        trial.get(Axes.FIRST_INIT),
        trial.bias(),
        trial.get(Axes.BLOCK),
        trial.get(Axes.NORM),
        trial.get(Axes.DROPOUT));
  }

  /**
   * The network, the batch and the passes of a trial.
   *
   * @throws IllegalStateException if there is no such network
   */
  static Workload of(Trial trial) {
    return of(trial, design(trial));
  }

  /** The workload of a trial, given the design of its network. */
  static Workload of(Trial trial, NetDesign design) {
    return new Workload(
        trial.get(Axes.PARAMETRIZATION).of(design.architecture(), trial.width()),
        trial.batch(),
        trial.backward(),
        trial.get(Axes.PRECISION),
        lossScale(trial),
        CourseSteps.trains(trial) ? Optional.of(CourseSteps.updates(trial)) : Optional.empty());
  }

  /** The power of two of the loss scale, or the one at which the search for a loss scale begins. */
  private static int lossScale(Trial trial) {
    double scale = trial.get(Axes.LOSS_SCALE);
    return scale == Axes.FOUND_LOSS_SCALE ? 0 : Math.getExponent(scale);
  }

  /** The engine that a trial names. */
  static Engine engine(Trial trial) {
    return Engines.of(trial.engine().text());
  }
}
