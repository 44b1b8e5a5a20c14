package io.evenkeel.core.sweep;

import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.engine.Workload;

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
    if (TrialWorkload.design(trial).impossible().isPresent()) {
      return EngineKind.EXPLICIT;
    }
    Workload workload = TrialWorkload.of(trial);
    boolean cannot =
        (CourseSteps.trains(trial) && Engines.MATRIX_FREE.untrainable(workload).isPresent())
            || TrialKernel.unsupported(trial, Engines.MATRIX_FREE).isPresent();
    return cannot ? EngineKind.EXPLICIT : EngineKind.of(Engines.cheapest(workload).name());
  }
}
