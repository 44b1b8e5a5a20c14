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
 * activations: so a cell's trials go by one engine, and a comparison over depth does too.
 */
final class EngineChoice {
  private EngineChoice() {}

  /** The engine of a trial, whatever engine it names. */
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
   * By the cost of a course whose passes all see one batch with one set of masks: so the choice
   * does not depend on what is recorded.
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

  /** What a course costs by what its network repeats. */
  private static double seconds(Trial course, EngineKind engine) {
    Workload workload = TrialWorkload.of(course);
    Cost once = Engines.of(engine.text()).costOfRepeated(workload);
    double weights = WeightCount.ofRepeated(workload.architecture()).weights();
    return CostModel.course(course, engine, once, weights).seconds();
  }
}
