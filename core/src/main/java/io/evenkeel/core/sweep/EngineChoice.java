package io.evenkeel.core.sweep;

import io.evenkeel.core.arch.WeightCount;
import io.evenkeel.core.axis.Axes;
import io.evenkeel.core.engine.Cost;
import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.engine.Workload;
import io.evenkeel.core.train.Batches;
import java.util.List;

/**
 * Which engine computes a trial whose sweep leaves that open; see {@link Engines#cheapest}.
 *
 * <p>A pure function of the trial, and the same for all depths, seeds, losses, biases and
 * activations: so all trials of a cell are computed by one engine, and so are the trials of a
 * comparison over depth.
 */
final class EngineChoice {
  private EngineChoice() {}

  /** The engine that is chosen for a trial, whatever engine the trial names. */
  static EngineKind of(Trial trial) {
    return of(TrialNet.of(trial), false);
  }

  /**
   * @param heldCourses as in {@link Sweep}
   */
  static EngineKind of(TrialNet net, boolean heldCourses) {
    Trial trial = net.trial();
    if (heldCourses && CourseSteps.trains(trial)) {
      return EngineKind.EXPLICIT;
    }
    if (net.impossible().isPresent()) {
      return EngineKind.EXPLICIT;
    }
    if (TrialKernel.unsupported(trial, Engines.MATRIX_FREE).isPresent()
        || LossScaleSearch.unsupported(trial, Engines.MATRIX_FREE).isPresent()) {
      return EngineKind.EXPLICIT;
    }
    return CourseSteps.trains(trial)
        ? ofCourse(trial)
        : EngineKind.of(Engines.cheapest(net.workload()).name());
  }

  /**
   * Chooses by the cost of a course whose passes all have the same batch and the same masks, so
   * that the choice does not depend on which steps are recorded.
   */
  private static EngineKind ofCourse(Trial trial) {
    Trial course =
        trial
            .with(Axes.RECORD, List.of())
            .with(Axes.BATCHES, Batches.FIXED)
            .with(Axes.DROPOUT, 0.0);
    Workload workload = TrialWorkload.of(course);
    boolean cannot =
        Engines.MATRIX_FREE
            .unsupported(workload)
            .or(() -> Engines.MATRIX_FREE.untrainable(workload))
            .isPresent();
    return cannot || seconds(course, EngineKind.EXPLICIT) <= seconds(course, EngineKind.MATRIX_FREE)
        ? EngineKind.EXPLICIT
        : EngineKind.MATRIX_FREE;
  }

  /** The seconds of a course, from the costs of the parts that its network repeats. */
  private static double seconds(Trial course, EngineKind engine) {
    Workload workload = TrialWorkload.of(course);
    Cost once = Engines.of(engine.text()).costOfRepeated(workload);
    double weights = WeightCount.ofRepeated(workload.architecture()).weights();
    return CostModel.course(course, engine, once, weights).seconds();
  }
}
