package io.evenkeel.core.sweep;

import io.evenkeel.core.engine.EngineKind;
import java.util.Optional;
import java.util.function.Supplier;

/** What trials have in common that differ in their depth and seed alone. */
final class Alike {
  private final Optional<InitKinds> kinds;
  private final EngineKind engine;

  /** Null before it has been asked for; threads that race find equal ones. */
  private Optional<Pricing.Growing> price;

  /**
   * @param kinds of their weight matrices
   * @param engine that computes them
   */
  Alike(Optional<InitKinds> kinds, EngineKind engine) {
    this.kinds = kinds;
    this.engine = engine;
  }

  Optional<InitKinds> kinds() {
    return kinds;
  }

  EngineKind engine() {
    return engine;
  }

  /**
   * How their price grows with depth; empty if it is to be found for each trial.
   *
   * @param finding asked if it is not known yet
   */
  Optional<Pricing.Growing> price(Supplier<Optional<Pricing.Growing>> finding) {
    Optional<Pricing.Growing> found = price;
    if (found == null) {
      found = finding.get();
      price = found;
    }
    return found;
  }
}
