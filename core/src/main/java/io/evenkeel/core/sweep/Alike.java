package io.evenkeel.core.sweep;

import io.evenkeel.core.engine.EngineKind;
import java.util.Optional;
import java.util.function.Supplier;

/** Properties that trials have in common if they differ only in depth and seed. */
final class Alike {
  private final Optional<InitKinds> kinds;
  private final EngineKind engine;

  /**
   * Null until it is first asked for; threads that compute it at the same time find equal values.
   */
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
   * The price as a function of depth; empty if it has to be computed for each trial.
   *
   * @param finding computes the price if it is not known yet
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
