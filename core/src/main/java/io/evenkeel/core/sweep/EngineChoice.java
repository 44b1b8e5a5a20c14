package io.evenkeel.core.sweep;

import io.evenkeel.core.engine.EngineKind;
import io.evenkeel.core.engine.Engines;

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
    return TrialWorkload.design(trial).impossible().isPresent()
        ? EngineKind.EXPLICIT
        : EngineKind.of(Engines.cheapest(TrialWorkload.of(trial)).name());
  }
}
