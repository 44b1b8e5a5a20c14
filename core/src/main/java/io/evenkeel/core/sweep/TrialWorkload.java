package io.evenkeel.core.sweep;

import io.evenkeel.core.arch.Architecture;
import io.evenkeel.core.engine.Engine;
import io.evenkeel.core.engine.Engines;
import io.evenkeel.core.engine.Workload;

/** What a trial asks an engine to carry out. */
final class TrialWorkload {
  private TrialWorkload() {}

  /** The network, the batch and the passes of a trial. */
  static Workload of(Trial trial) {
    Architecture architecture =
        Architecture.plain(
            trial.inputWidth(),
            trial.width(),
            trial.depth(),
            trial.readoutWidth(),
            trial.activation(),
            trial.init(),
            trial.bias());
    return new Workload(architecture, trial.batch(), trial.backward());
  }

  /** The engine that a trial names. */
  static Engine engine(Trial trial) {
    return Engines.of(trial.engine().text());
  }
}
